package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.row.Cells;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * Writes the steps of rows that come from one event each: a class that holds the columns of a row,
 * and methods that compute one after the other until the row is dropped. A column of the event is
 * read where it is first needed.
 */
public final class RowWriter {
  private static final int STEPS_OF_METHOD = 12;

  /** The operators and operands of the steps of one method, but for the last step. */
  private static final int SIZE_OF_METHOD = 500;

  /** An event makes no more rows: several lists make as many as their lengths multiplied. */
  private static final int MOST_ROWS = 100_000;

  /** The member that counts the rows. */
  private static final String ROWS = "rows";

  private final RowTarget target;
  private final RowPipeline pipeline;
  private final ClassName rowType;
  private final Map<Integer, String> members = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>(Set.of("event", ROWS));
  private final RowExpressionWriter expressions;
  private final Set<Integer> loaded = new HashSet<>();

  /** The place of an input by the number of its column. */
  private final Map<Integer, Integer> inputs = new HashMap<>();

  private RowWriter(RowTarget target, RowPipeline pipeline) {
    this.target = target;
    this.pipeline = pipeline;
    this.rowType = target.nestedType("Row");
    this.expressions = new RowExpressionWriter(target, rowType, this::member);
    for (int i = 0; i < pipeline.inputs().size(); i++) {
      inputs.put(pipeline.inputs().get(i).number(), i);
    }
  }

  /**
   * Writes a method that answers whether some row of an event stays.
   *
   * @param comment what the rows are, for the method
   * @param event the name of the variable that holds the event
   * @return a call of the method
   */
  public static CodeBlock write(
      RowTarget target, RowPipeline pipeline, String comment, String event) {
    RowWriter writer = new RowWriter(target, pipeline);
    String name = target.method("has rows");
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(Event.class, "event")
                .addJavadoc("$L", target.comment(comment))
                .addStatement(
                    "return $L", writer.rest(0, CodeBlock.of("new $T(event)", writer.rowType)))
                .build());
    writer.addRow();
    return CodeBlock.of("$N($N)", name, event);
  }

  /** Each column has a member of its own, also where several have one name. */
  private String member(Column column) {
    return members.computeIfAbsent(
        column.number(),
        number -> {
          String wanted = target.variable(column.name());
          String name = wanted;
          for (int i = 2; isReserved(name) || !names.add(name); i++) {
            name = wanted + i;
          }
          return name;
        });
  }

  private static boolean isReserved(String name) {
    return SourceVersion.isKeyword(name, SourceVersion.RELEASE_17);
  }

  private void addRow() {
    TypeSpec.Builder row =
        TypeSpec.classBuilder(rowType)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("A row: a cell for each column, which is null, a value or a list.")
            .addField(
                FieldSpec.builder(Event.class, "event", Modifier.PRIVATE, Modifier.FINAL).build());
    if (pipeline.steps().stream().anyMatch(RowStep.Expand.class::isInstance)) {
      row.addField(int.class, ROWS, Modifier.PRIVATE);
    }
    members.values().forEach(name -> row.addField(Object.class, name, Modifier.PRIVATE));
    row.addMethod(
        MethodSpec.constructorBuilder()
            .addParameter(Event.class, "event")
            .addStatement("this.event = event")
            .build());
    target.addType(row.build());
  }

  /** A call of a method that does the steps from {@code start} on, with this row. */
  private CodeBlock rest(int start, CodeBlock row) {
    if (start >= pipeline.steps().size()) {
      return CodeBlock.of("true");
    }
    String name = target.method("rows");
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(rowType, RowExpressionWriter.ROW)
                .addJavadoc("$L", target.comment(pipeline.steps().get(start).origin().text()))
                .addCode(steps(start))
                .build());
    return CodeBlock.of("$N($L)", name, row);
  }

  private CodeBlock steps(int start) {
    CodeBlock.Builder body = CodeBlock.builder();
    List<RowStep> steps = pipeline.steps();
    int size = 0;
    for (int i = start; i < steps.size(); i++) {
      if (i == start + STEPS_OF_METHOD || size > SIZE_OF_METHOD) {
        return body.addStatement("return $L", rest(i, CodeBlock.of(RowExpressionWriter.ROW)))
            .build();
      }
      RowStep step = steps.get(i);
      size += step.expressions().stream().mapToInt(RowExpressionWriter::size).sum();
      if (step instanceof RowStep.Expand expand) {
        return body.add(expand(expand, i + 1)).build();
      }
      body.add(step(step));
    }
    return body.addStatement("return true").build();
  }

  private CodeBlock step(RowStep step) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (step instanceof RowStep.Filter filter) {
      load(filter.condition(), code);
      code.beginControlFlow("if (!($>$>$L$<$<))", expressions.isTrue(filter.condition()))
          .addStatement("return false")
          .endControlFlow();
    } else if (step instanceof RowStep.Compute compute) {
      load(compute.value(), code);
      code.addStatement("$L = $L", cell(compute.target()), expressions.cell(compute.value()));
    } else if (step instanceof RowStep.Extract extract && !extract.targets().isEmpty()) {
      load(extract.input(), code);
      extract(extract, code);
    } else if (step instanceof RowStep.Limit limit && limit.count() == 0) {
      // A condition, so that what follows can be reached.
      code.beginControlFlow("if (row.event != null)").addStatement("return false").endControlFlow();
    }
    return code.build();
  }

  private static CodeBlock cell(String member) {
    return CodeBlock.of("$L.$N", RowExpressionWriter.ROW, member);
  }

  private CodeBlock cell(Column column) {
    return cell(member(column));
  }

  private void extract(RowStep.Extract extract, CodeBlock.Builder code) {
    CodeBlock pattern = extract.pattern().accept(new PatternWriter(target));
    String parts = member(extract.targets().get(0)) + "Parts";
    code.addStatement(
        "Object[] $N = $L.apply($L)", parts, pattern, expressions.cell(extract.input()));
    for (int i = 0; i < extract.targets().size(); i++) {
      code.addStatement("$L = $N[$L]", cell(extract.targets().get(i)), parts, i);
    }
  }

  private CodeBlock expand(RowStep.Expand expand, int next) {
    CodeBlock.Builder code = CodeBlock.builder();
    load(new RowExpression.Cell(expand.origin(), expand.source()), code);
    // What later steps read first is read anew for each row, which is the same.
    return code.beginControlFlow(
            "for (Object each : $T.each($L))", Cells.class, cell(expand.source()))
        .beginControlFlow("if (++$L > $L)", cell(ROWS), MOST_ROWS)
        .addStatement("return false")
        .endControlFlow()
        .addStatement("$L = each", cell(expand.target()))
        .beginControlFlow("if ($L)", rest(next, CodeBlock.of(RowExpressionWriter.ROW)))
        .addStatement("return true")
        .endControlFlow()
        .endControlFlow()
        .addStatement("return false")
        .build();
  }

  /** Reads the columns of the event that an expression needs and none before it did. */
  private void load(RowExpression expression, CodeBlock.Builder code) {
    if (expression instanceof RowExpression.Cell cell) {
      Integer input = inputs.get(cell.column().number());
      if (input != null && loaded.add(input)) {
        Column column = pipeline.inputs().get(input);
        code.addStatement(
            "$L = $T.$L($L)",
            cell(column),
            Cells.class,
            reader(column),
            target.input(input, CodeBlock.of("$L.event", RowExpressionWriter.ROW)));
      }
    }
    expression.children().forEach(child -> load(child, code));
  }

  private static String reader(Column column) {
    return switch (column.type()) {
      case KEYWORD -> "keywords";
      case TEXT -> "texts";
      case INTEGER -> "integers";
      case LONG -> "longs";
      case UNSIGNED_LONG -> "unsignedLongs";
      case DOUBLE -> "doubles";
      case BOOLEAN -> "booleans";
      case DATE, DATE_NANOS -> "dates";
      case IP -> "addresses";
      case VERSION -> "versions";
      case GEO_POINT, SPAN, NULL ->
          throw new IllegalArgumentException("Not read from events: " + column);
    };
  }
}
