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
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowSink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * Writes the steps of rows that come from one event each, or from one group: a class that holds the
 * columns of a row, and methods that compute one after the other until the row is dropped. An input
 * is read where it is first needed.
 */
public final class RowWriter {
  private static final int STEPS_OF_METHOD = 12;

  /** The operators and operands of the steps of one method, but for the last step. */
  private static final int SIZE_OF_METHOD = 500;

  /** The member and the parameter that receive the rows that stay. */
  private static final String SINK = "sink";

  private final RowTarget target;
  private final RowSource source;
  private final RowPipeline pipeline;

  /** Whether the rows that stay are passed on; if not, the first one is the answer. */
  private final boolean collects;

  private final List<RowStep> steps;
  private final ClassName rowType;
  private final Map<Integer, String> members = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>(Set.of("event", "group", SINK));
  private final RowExpressionWriter expressions;
  private final Set<Integer> loaded = new HashSet<>();

  /** The members that hold what predicates are of the event, by the numbers of these. */
  private final Map<Integer, String> tested = new LinkedHashMap<>();

  /** The place of an input by the number of its column. */
  private final Map<Integer, Integer> inputs = new HashMap<>();

  private RowWriter(RowTarget target, RowSource source, RowPipeline pipeline, boolean collects) {
    this.target = target;
    this.source = source;
    this.pipeline = pipeline;
    this.collects = collects;
    this.steps = collects ? pipeline.steps() : deciding(pipeline.steps());
    this.rowType = target.nestedType("Row");
    this.expressions = new RowExpressionWriter(target, source, rowType, this::member, this::test);
    for (int i = 0; i < pipeline.inputs().size(); i++) {
      inputs.put(pipeline.inputs().get(i).number(), i);
    }
  }

  /** The steps without those after the last one that may drop a row. */
  private static List<RowStep> deciding(List<RowStep> steps) {
    int end = steps.size();
    while (end > 0 && !mayDrop(steps.get(end - 1))) {
      end--;
    }
    return steps.subList(0, end);
  }

  private static boolean mayDrop(RowStep step) {
    return step instanceof RowStep.Filter
        || (step instanceof RowStep.Limit limit && limit.count() == 0);
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
    RowWriter writer = new RowWriter(target, new EventSource(target), pipeline, false);
    String name = target.method("has rows");
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(Event.class, "event")
                .addJavadoc("$L", target.comment(comment))
                .addStatement("$T.begin()", RowBudget.class)
                .addStatement(
                    "return $L", writer.rest(0, CodeBlock.of("new $T(event)", writer.rowType)))
                .build());
    writer.addRow();
    return CodeBlock.of("$N($N)", name, event);
  }

  /**
   * Writes a method that passes on the outputs of the rows of an event that stay.
   *
   * @param comment what the rows are, for the method
   * @return the method's name
   */
  public static String writeRows(RowTarget target, RowPipeline pipeline, String comment) {
    return new RowWriter(target, new EventSource(target), pipeline, true)
        .collector("rows", comment);
  }

  /**
   * Writes a method that passes on the outputs of the row of a group, if it stays.
   *
   * @param keys how many of the inputs are keys; the others are aggregates
   * @param comment what becomes of groups, for the method
   * @return the method's name
   */
  public static String writeResults(
      RowTarget target, RowPipeline pipeline, int keys, String comment) {
    return new RowWriter(target, new GroupSource(keys), pipeline, true)
        .collector("results", comment);
  }

  /**
   * Writes a method that passes on the outputs of a row that another stage left, if it stays.
   *
   * @param comment what becomes of rows, for the method
   * @return the method's name
   */
  public static String writeStage(RowTarget target, RowPipeline pipeline, String comment) {
    return new RowWriter(target, new StageSource(), pipeline, true).collector("stage", comment);
  }

  private String collector(String words, String comment) {
    String name = target.method(words);
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .addParameter(source.type(), source.name())
                .addParameter(RowSink.class, SINK)
                .addJavadoc("$L", target.comment(comment))
                .addStatement("$T.begin()", RowBudget.class)
                .addStatement(
                    "$L", rest(0, CodeBlock.of("new $T($N, $N)", rowType, source.name(), SINK)))
                .build());
    addRow();
    return name;
  }

  /** Each column has a member of its own, also where several have one name. */
  private String member(Column column) {
    return members.computeIfAbsent(
        column.number(), number -> unusedName(target.variable(column.name())));
  }

  private String unusedName(String wanted) {
    String name = wanted;
    for (int i = 2; isReserved(name) || !names.add(name); i++) {
      name = wanted + i;
    }
    return name;
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
                FieldSpec.builder(source.type(), source.name(), Modifier.PRIVATE, Modifier.FINAL)
                    .build());
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addParameter(source.type(), source.name())
            .addStatement("this.$N = $N", source.name(), source.name());
    if (collects) {
      row.addField(RowSink.class, SINK, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(RowSink.class, SINK).addStatement("this.$N = $N", SINK, SINK);
    }
    members.values().forEach(name -> row.addField(Object.class, name, Modifier.PRIVATE));
    tested.values().forEach(name -> row.addField(boolean.class, name, Modifier.PRIVATE));
    row.addMethod(constructor.build());
    target.addType(row.build());
  }

  /** A call of a method that does the steps from {@code start} on, with this row. */
  private CodeBlock rest(int start, CodeBlock row) {
    if (start >= steps.size() && !collects) {
      return CodeBlock.of("true");
    }
    String text = start < steps.size() ? steps.get(start).origin().text() : "The row.";
    String name = target.method("rows");
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(rowType, RowExpressionWriter.ROW)
                .addJavadoc("$L", target.comment(text))
                .addCode(steps(start))
                .build());
    return CodeBlock.of("$N($L)", name, row);
  }

  private CodeBlock steps(int start) {
    CodeBlock.Builder body = CodeBlock.builder();
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
    return body.add(end()).build();
  }

  /** Writes the code for a row that stays. */
  private CodeBlock end() {
    CodeBlock.Builder code = CodeBlock.builder();
    if (!collects) {
      return code.addStatement("return true").build();
    }
    pipeline.outputs().forEach(column -> load(column, code));
    CodeBlock cells = pipeline.outputs().stream().map(this::cell).collect(CodeBlock.joining(",$W"));
    return code.addStatement("$L.row(new Object[] {$L})", cell(SINK), cells)
        .addStatement("return false")
        .build();
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
      code.beginControlFlow("if ($L != null)", cell(source.name()))
          .addStatement("return false")
          .endControlFlow();
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
    load(expand.source(), code);
    // What is the same for each row is read once.
    int size = 1;
    for (RowStep step : steps.subList(next, steps.size())) {
      for (RowExpression expression : step.expressions()) {
        load(expression, code);
        test(expression, code);
        size += RowExpressionWriter.size(expression);
      }
    }
    if (collects) {
      pipeline.outputs().forEach(column -> load(column, code));
    }
    return code.beginControlFlow(
            "for (Object each : $T.each($L))", Cells.class, cell(expand.source()))
        .addStatement("$T.spend($L)", RowBudget.class, size)
        .addStatement("$L = each", cell(expand.target()))
        .beginControlFlow("if ($L)", rest(next, CodeBlock.of(RowExpressionWriter.ROW)))
        .addStatement("return true")
        .endControlFlow()
        .endControlFlow()
        .addStatement("return false")
        .build();
  }

  /** Whether a predicate is true of the event. */
  private CodeBlock test(int number) {
    String member = tested.get(number);
    return member == null ? target.test(number) : cell(member);
  }

  /** Tests the event for an expression, unless it was before. */
  private void test(RowExpression expression, CodeBlock.Builder code) {
    if (expression instanceof RowExpression.Test test && !tested.containsKey(test.number())) {
      CodeBlock tests = target.test(test.number());
      String name = unusedName(target.variable("test " + test.number()));
      tested.put(test.number(), name);
      code.addStatement("$L = $L", cell(name), tests);
    }
    expression.children().forEach(child -> test(child, code));
  }

  /** Reads the inputs that an expression needs and none before it did. */
  private void load(RowExpression expression, CodeBlock.Builder code) {
    if (expression instanceof RowExpression.Cell cell) {
      load(cell.column(), code);
    }
    expression.children().forEach(child -> load(child, code));
  }

  private void load(Column needed, CodeBlock.Builder code) {
    Integer input = inputs.get(needed.number());
    if (input != null && loaded.add(input)) {
      Column column = pipeline.inputs().get(input);
      code.addStatement("$L = $L", cell(column), source.cell(input, column, cell(source.name())));
    }
  }
}
