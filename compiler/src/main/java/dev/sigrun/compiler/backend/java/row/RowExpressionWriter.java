package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.row.RowLogic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes expressions about a row that a variable holds. */
final class RowExpressionWriter implements RowExpression.Visitor<CodeBlock> {
  /** The variable that holds the row. */
  static final String ROW = "row";

  /** Larger expressions are broken into methods. */
  private static final int LARGEST_INLINE = 30;

  private static final int MOST_OPERANDS = 25;

  /** The branches of one method. */
  private static final int MOST_BRANCHES = 100;

  /** The parameter of a method that tests a value. */
  private static final String VALUE = "value";

  private final RowTarget target;
  private final ClassName rowType;
  private final Function<Column, String> members;
  private final IntFunction<CodeBlock> tests;
  private final RowConstantWriter constants;
  private final RowCallWriter calls;

  /**
   * A writer.
   *
   * @param members the names of the columns in the class of the row
   * @param tests whether the predicate of a number is true of the event
   */
  RowExpressionWriter(
      RowTarget target,
      RowSource source,
      ClassName rowType,
      Function<Column, String> members,
      IntFunction<CodeBlock> tests) {
    this.target = target;
    this.rowType = rowType;
    this.members = members;
    this.tests = tests;
    this.constants = new RowConstantWriter(target);
    this.calls = new RowCallWriter(target, source, this::part);
  }

  /** The cell that an expression computes. */
  CodeBlock cell(RowExpression expression) {
    return expression.accept(this);
  }

  /** A part of an expression, as a method of its own if it is large. */
  private CodeBlock part(RowExpression part) {
    return size(part) > LARGEST_INLINE ? method(part) : cell(part);
  }

  static int size(RowExpression expression) {
    return 1 + expression.children().stream().mapToInt(RowExpressionWriter::size).sum();
  }

  private CodeBlock method(RowExpression expression) {
    String name = target.method(nameOf(expression));
    target.addMethod(
        () ->
            declaration(name, expression)
                .returns(Object.class)
                .addStatement("return $L", cell(expression))
                .build());
    return CodeBlock.of("$N($L)", name, ROW);
  }

  private MethodSpec.Builder declaration(String name, RowExpression expression) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .addParameter(rowType, ROW)
        .addJavadoc("$L", target.comment(expression.origin().text()));
  }

  private static String nameOf(RowExpression expression) {
    if (expression instanceof RowExpression.Call call) {
      return call.function().name().replace('_', ' ');
    }
    return expression.type() == RowType.BOOLEAN ? "condition" : "value";
  }

  /** Whether a condition is true, as a Java condition. */
  CodeBlock isTrue(RowExpression condition) {
    if (condition instanceof RowExpression.And and && and.terms().size() <= MOST_OPERANDS) {
      return and.terms().stream()
          .map(term -> operand(term, true))
          .collect(CodeBlock.joining("\n&& "));
    }
    if (condition instanceof RowExpression.Or or
        && or.terms().size() <= MOST_OPERANDS
        && or.terms().stream().noneMatch(RowExpression::mayBeList)) {
      return or.terms().stream()
          .map(term -> operand(term, false))
          .collect(CodeBlock.joining("\n|| "));
    }
    if (condition instanceof RowExpression.IsNull test) {
      return nullTest(test.operand(), true);
    }
    if (condition instanceof RowExpression.Test test) {
      return tests.apply(test.number());
    }
    if (condition instanceof RowExpression.Not not) {
      if (not.operand() instanceof RowExpression.IsNull test) {
        return nullTest(test.operand(), false);
      }
      if (not.operand() instanceof RowExpression.Test test) {
        return CodeBlock.of("!$L", tests.apply(test.number()));
      }
    }
    return CodeBlock.of("$T.isTrue($L)", RowLogic.class, part(condition));
  }

  private CodeBlock operand(RowExpression term, boolean conjunction) {
    boolean joins =
        conjunction ? term instanceof RowExpression.Or : term instanceof RowExpression.And;
    if (size(term) > LARGEST_INLINE) {
      return truth(term);
    }
    CodeBlock code = isTrue(term);
    return joins ? CodeBlock.of("($L)", code) : code;
  }

  /** A call of a method that answers whether a condition is true. */
  CodeBlock truth(RowExpression condition) {
    String name = target.method("condition");
    target.addMethod(
        () ->
            declaration(name, condition)
                .returns(boolean.class)
                .addStatement("return $L", isTrue(condition))
                .build());
    return CodeBlock.of("$N($L)", name, ROW);
  }

  @Override
  public CodeBlock visitConstant(RowExpression.Constant constant) {
    return constants.cell(constant);
  }

  @Override
  public CodeBlock visitCell(RowExpression.Cell cell) {
    return CodeBlock.of("$L.$N", ROW, members.apply(cell.column()));
  }

  @Override
  public CodeBlock visitCall(RowExpression.Call call) {
    return calls.write(nested(call));
  }

  /** A call with many arguments, as calls of calls with fewer, where that is the same. */
  private static RowExpression.Call nested(RowExpression.Call call) {
    List<RowExpression> arguments = call.arguments();
    if (!call.function().signature().isFold() || arguments.size() <= MOST_OPERANDS) {
      return call;
    }
    List<RowExpression> groups = new ArrayList<>();
    for (int start = 0; start < arguments.size(); start += MOST_OPERANDS) {
      int end = Math.min(arguments.size(), start + MOST_OPERANDS);
      groups.add(
          RowExpression.Call.of(call.origin(), call.function(), arguments.subList(start, end)));
    }
    return nested(RowExpression.Call.of(call.origin(), call.function(), groups));
  }

  @Override
  public CodeBlock visitConvert(RowExpression.Convert convert) {
    return calls.write(convert);
  }

  @Override
  public CodeBlock visitComparison(RowExpression.Comparison comparison) {
    String name =
        switch (comparison.operator()) {
          case EQUAL -> "equal";
          case LESS -> "less";
          case LESS_OR_EQUAL -> "lessOrEqual";
        };
    return logic(name, List.of(part(comparison.left()), part(comparison.right())));
  }

  private static CodeBlock logic(String name, List<CodeBlock> operands) {
    return CodeBlock.of("$T.$L($L)", RowLogic.class, name, CodeBlock.join(operands, ", "));
  }

  @Override
  public CodeBlock visitIn(RowExpression.In in) {
    List<String> texts = new ArrayList<>();
    for (RowExpression element : in.elements()) {
      if (element instanceof RowExpression.Constant constant
          && constant.values().size() == 1
          && constant.values().get(0) instanceof String text) {
        texts.add(text);
      }
    }
    if (texts.size() == in.elements().size()) {
      CodeBlock set =
          target.constant(
              StringSet.class,
              "texts",
              CodeBlock.of("$T.of($L)", StringSet.class, target.strings(texts)));
      return logic("in", List.of(part(in.operand()), set));
    }
    return in.elements().size() <= MOST_OPERANDS
        ? isOneOf(part(in.operand()), in.elements())
        : isOneOf(in, part(in.operand()), in.elements());
  }

  private CodeBlock isOneOf(CodeBlock value, List<RowExpression> elements) {
    return logic("in", Stream.concat(Stream.of(value), elements.stream().map(this::part)).toList());
  }

  /**
   * A method for the first elements, which calls one for the others; the value is computed once.
   */
  private CodeBlock isOneOf(RowExpression.In in, CodeBlock value, List<RowExpression> elements) {
    String name = target.method("is one of");
    target.addMethod(
        () -> {
          int count = Math.min(MOST_OPERANDS, elements.size());
          CodeBlock variable = CodeBlock.of("$N", VALUE);
          CodeBlock found = isOneOf(variable, elements.subList(0, count));
          List<RowExpression> others = elements.subList(count, elements.size());
          return declaration(name, in)
              .returns(Object.class)
              .addParameter(Object.class, VALUE)
              .addStatement(
                  "return $L",
                  others.isEmpty()
                      ? found
                      : logic("or", List.of(found, isOneOf(in, variable, others))))
              .build();
        });
    return CodeBlock.of("$N($L, $L)", name, ROW, value);
  }

  @Override
  public CodeBlock visitLike(RowExpression.Like like) {
    return logic("like", List.of(text(like.operand()), target.wildcards(like)));
  }

  @Override
  public CodeBlock visitRegexLike(RowExpression.RegexLike like) {
    return logic("like", List.of(text(like.operand()), target.regex(like)));
  }

  private CodeBlock text(RowExpression operand) {
    return part(operand);
  }

  @Override
  public CodeBlock visitInBlocks(RowExpression.InBlocks in) {
    return logic("cidrMatch", List.of(part(in.operand()), target.blocks(in)));
  }

  @Override
  public CodeBlock visitIsNull(RowExpression.IsNull test) {
    return CodeBlock.of("($L)", nullTest(test.operand(), true));
  }

  /** Whether a cell is null, or is not; Java refuses to ask that of what is primitive. */
  private CodeBlock nullTest(RowExpression operand, boolean wanted) {
    return isNeverNull(operand)
        ? CodeBlock.of("$L", !wanted)
        : CodeBlock.of("$L $L null", part(operand), wanted ? "==" : "!=");
  }

  private static boolean isNeverNull(RowExpression expression) {
    return expression instanceof RowExpression.IsNull
        || expression instanceof RowExpression.Test
        || (expression instanceof RowExpression.Constant constant && !constant.values().isEmpty())
        || (expression instanceof RowExpression.Call call && call.function().isNeverNull());
  }

  @Override
  public CodeBlock visitAnd(RowExpression.And and) {
    return fold("and", and.terms());
  }

  @Override
  public CodeBlock visitOr(RowExpression.Or or) {
    return fold("or", or.terms());
  }

  /** From left to right, a method for so many terms. */
  private CodeBlock fold(String operator, List<RowExpression> terms) {
    List<CodeBlock> operands = new ArrayList<>();
    for (RowExpression term : terms) {
      operands.add(part(term));
      if (operands.size() == MOST_OPERANDS && operands.size() < terms.size()) {
        CodeBlock group = logic(operator, List.copyOf(operands));
        operands.clear();
        operands.add(group(group, term));
      }
    }
    return operands.size() == 1 ? operands.get(0) : logic(operator, operands);
  }

  private CodeBlock group(CodeBlock group, RowExpression last) {
    String name = target.method("conditions");
    target.addMethod(
        () ->
            declaration(name, last).returns(Object.class).addStatement("return $L", group).build());
    return CodeBlock.of("$N($L)", name, ROW);
  }

  @Override
  public CodeBlock visitNot(RowExpression.Not not) {
    return logic("not", List.of(part(not.operand())));
  }

  /** A method, since Java's conditional expressions mix numbers of different types. */
  @Override
  public CodeBlock visitCase(RowExpression.Case choice) {
    return choice(choice, choice.branches());
  }

  private CodeBlock choice(RowExpression.Case choice, List<RowExpression.Branch> branches) {
    String name = target.method("choice");
    target.addMethod(
        () -> {
          CodeBlock.Builder body = CodeBlock.builder();
          int count = Math.min(MOST_BRANCHES, branches.size());
          for (RowExpression.Branch branch : branches.subList(0, count)) {
            body.beginControlFlow("if ($>$>$L$<$<)", operand(branch.condition(), false))
                .addStatement("return $L", part(branch.value()))
                .endControlFlow();
          }
          CodeBlock otherwise =
              count < branches.size()
                  ? choice(choice, branches.subList(count, branches.size()))
                  : choice.otherwise().map(this::part).orElse(CodeBlock.of("null"));
          return declaration(name, choice)
              .returns(Object.class)
              .addCode(body.addStatement("return $L", otherwise).build())
              .build();
        });
    return CodeBlock.of("$N($L)", name, ROW);
  }

  @Override
  public CodeBlock visitTest(RowExpression.Test test) {
    return tests.apply(test.number());
  }
}
