package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.runtime.function.Choices;
import dev.sigrun.runtime.function.EqlFunctions;
import dev.sigrun.runtime.function.EqlMatches;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.EvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Writes computations: loops over the values of their fields around a condition on one choice of
 * values, any of which may be null.
 */
final class ExpressionWriter implements Expression.Visitor<CodeBlock> {
  /** Larger expressions are broken into methods. */
  private static final int LARGEST_INLINE = 30;

  private final MatcherClass target;
  private final Scope scope;
  private final ConstantWriter constants;

  ExpressionWriter(MatcherClass target, Scope scope) {
    this.target = target;
    this.scope = scope;
    this.constants = new ConstantWriter(target);
  }

  /** The statements of a method that answers whether {@code condition} is true for some choice. */
  CodeBlock body(Expression condition) {
    Set<Field> fields = Computations.fields(condition);
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement("$T choices = new $T()", Choices.class, Choices.class);
    for (Field field : fields) {
      String name = target.field(scope, field);
      body.beginControlFlow(
          "for ($T $N : choices.of(this.$N.values($N)))", type(field), name, name, scope.event());
    }
    body.add(choice(condition));
    fields.forEach(field -> body.endControlFlow());
    return body.addStatement("return false").build();
  }

  private CodeBlock choice(Expression condition) {
    CodeBlock test =
        CodeBlock.builder()
            .beginControlFlow("if ($T.isTrue($L))", EqlOperators.class, write(condition))
            .addStatement("return true")
            .endControlFlow()
            .build();
    return Computations.mayFail(condition)
        ? CodeBlock.builder()
            .beginControlFlow("try")
            .add(test)
            .nextControlFlow("catch ($T e)", EvaluationException.class)
            .add("// This combination of values has no result and does not match.\n")
            .endControlFlow()
            .build()
        : test;
  }

  private static Class<?> type(Field field) {
    return switch (field.type()) {
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          Number.class;
      case BOOLEAN -> Boolean.class;
      case DATE, DATE_NANOS -> Long.class;
      case KEYWORD, LOWERCASE, VERSION, TEXT, SCRIPT_TEXT, IP -> String.class;
      case INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE,
          OBJECT,
          NESTED ->
          throw new IllegalArgumentException("No single value: " + field + ".");
    };
  }

  private static Class<?> type(Expression.Type type) {
    return switch (type) {
      case STRING, IP -> String.class;
      case NUMBER -> Number.class;
      case BOOLEAN -> Boolean.class;
      case DATE -> Long.class;
      case NULL -> Object.class;
    };
  }

  private CodeBlock write(Expression expression) {
    return expression.accept(this);
  }

  /** A part of an expression, as a method of its own if the whole is large. */
  private CodeBlock part(Expression whole, Expression part) {
    return Computations.size(whole) > LARGEST_INLINE && Computations.size(part) > 1
        ? method(part)
        : write(part);
  }

  private CodeBlock method(Expression expression) {
    String name = target.allocate(ClauseNames.of(expression));
    Map<String, Class<?>> variables = new LinkedHashMap<>();
    for (Field field : Computations.fields(expression)) {
      variables.put(target.field(scope, field), type(field));
    }
    List<ParameterSpec> parameters = new ArrayList<>();
    variables.forEach(
        (variable, type) -> parameters.add(ParameterSpec.builder(type, variable).build()));
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(type(expression.type()))
                .addParameters(parameters)
                .addJavadoc("$L", Comments.clause(expression.origin().text()))
                .addStatement("return $L", write(expression))
                .build());
    return CodeBlock.of("$N($L)", name, String.join(", ", variables.keySet()));
  }

  /** A call of one of the operators. */
  static CodeBlock operator(String name, CodeBlock... operands) {
    return call(EqlOperators.class, name, List.of(operands));
  }

  /** A call of a static method. */
  static CodeBlock call(Class<?> owner, String name, List<CodeBlock> arguments) {
    return CodeBlock.of("$T.$L($L)", owner, name, CodeBlock.join(arguments, ", "));
  }

  /** An argument, where a plain null would fit several parameters. */
  CodeBlock argument(Expression whole, Expression argument, Class<?> parameter) {
    return argument.type() == Expression.Type.NULL
        ? CodeBlock.of("($T) null", parameter)
        : part(whole, argument);
  }

  @Override
  public CodeBlock visitNull(Expression.Null constant) {
    return CodeBlock.of("null");
  }

  @Override
  public CodeBlock visitConstant(Expression.Constant constant) {
    Object value = constant.value();
    if (value instanceof String text) {
      return Literals.string(text);
    }
    if (value instanceof Long number) {
      return CodeBlock.of("$LL", number);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return CodeBlock.of(
          "$T.$L",
          Double.class,
          number.isNaN() ? "NaN" : number > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
    }
    return CodeBlock.of("$L", value);
  }

  @Override
  public CodeBlock visitFieldValue(Expression.FieldValue value) {
    return CodeBlock.of("$N", target.field(scope, Computations.readable(value.field())));
  }

  @Override
  public CodeBlock visitCall(Expression.Call call) {
    return new CallWriter(this).write(call);
  }

  /** Calls of methods, each for a group of operands, no more than fit into one method. */
  List<CodeBlock> inGroups(
      List<Expression> operands, java.util.function.Function<List<Expression>, Expression> join) {
    int most = Grouping.MOST_TERMS;
    int groupSize = Math.max(most, (operands.size() + most - 1) / most);
    List<CodeBlock> groups = new ArrayList<>();
    for (int start = 0; start < operands.size(); start += groupSize) {
      int end = Math.min(operands.size(), start + groupSize);
      List<Expression> group = operands.subList(start, end);
      groups.add(method(group.size() == 1 ? group.get(0) : join.apply(group)));
    }
    return groups;
  }

  @Override
  public CodeBlock visitComparison(Expression.Comparison comparison) {
    String operator =
        switch (comparison.operator()) {
          case EQUAL -> "equal";
          case LESS -> "less";
          case LESS_OR_EQUAL -> "lessOrEqual";
          case GREATER -> "greater";
          case GREATER_OR_EQUAL -> "greaterOrEqual";
        };
    return operator(
        operator, part(comparison, comparison.left()), part(comparison, comparison.right()));
  }

  @Override
  public CodeBlock visitIsNull(Expression.IsNull isNull) {
    // A null test is never null itself and, as a primitive, cannot be compared with null.
    return isNull.operand() instanceof Expression.IsNull
        ? CodeBlock.of("false")
        : CodeBlock.of("$L == null", part(isNull, isNull.operand()));
  }

  @Override
  public CodeBlock visitIn(Expression.In in) {
    List<Object> values = in.values().stream().map(Expression.Constant::value).toList();
    return switch (in.operand().type()) {
      case STRING, IP ->
          matches(
              "in",
              in,
              in.operand(),
              constants.strings(
                  subject(in.operand()),
                  values.stream().map(String::valueOf).toList(),
                  in.sensitivity()));
      case NUMBER, DATE ->
          matches(
              "in", in, in.operand(), constants.numbers(subject(in.operand()), decimals(values)));
      case BOOLEAN, NULL ->
          fold(
              "or",
              in.values().stream()
                  .distinct()
                  .map(value -> operator("equal", part(in, in.operand()), write(value)))
                  .toList());
    };
  }

  /** Finite numbers exactly; others equal nothing that a field holds. */
  private static List<BigDecimal> decimals(List<Object> values) {
    return values.stream()
        .filter(v -> v instanceof Number number && Double.isFinite(number.doubleValue()))
        .map(v -> v instanceof Double d ? new BigDecimal(d) : new BigDecimal(v.toString()))
        .toList();
  }

  @Override
  public CodeBlock visitLike(Expression.Like like) {
    return matches(
        "like",
        like,
        like.operand(),
        constants.wildcards(subject(like.operand()), like.patterns(), like.sensitivity()));
  }

  @Override
  public CodeBlock visitRegexLike(Expression.RegexLike like) {
    return matches(
        "like", like, like.operand(), constants.regex(subject(like.operand()), like.regex()));
  }

  @Override
  public CodeBlock visitInBlocks(Expression.InBlocks in) {
    CodeBlock blocks = constants.blocks(subject(in.operand()), in.blocks());
    return CodeBlock.of(
        "$T.cidrMatch($L, $L)",
        EqlFunctions.class,
        argument(in, in.operand(), String.class),
        blocks);
  }

  private CodeBlock matches(String name, Expression whole, Expression operand, CodeBlock constant) {
    Class<?> parameter =
        operand.type() == Expression.Type.NUMBER || operand.type() == Expression.Type.DATE
            ? Number.class
            : String.class;
    return CodeBlock.of(
        "$T.$L($L, $L)", EqlMatches.class, name, argument(whole, operand, parameter), constant);
  }

  private static String subject(Expression operand) {
    return Computations.fields(operand).stream().findFirst().map(Field::name).orElse("value");
  }

  @Override
  public CodeBlock visitAnd(Expression.And and) {
    return fold(
        "and",
        and.terms().size() <= Grouping.MOST_TERMS
            ? and.terms().stream().map(term -> part(and, term)).toList()
            : inGroups(and.terms(), group -> new Expression.And(and.origin(), group)));
  }

  @Override
  public CodeBlock visitOr(Expression.Or or) {
    return fold(
        "or",
        or.terms().size() <= Grouping.MOST_TERMS
            ? or.terms().stream().map(term -> part(or, term)).toList()
            : inGroups(or.terms(), group -> new Expression.Or(or.origin(), group)));
  }

  /** Balanced, so that long chains do not nest deep. */
  private CodeBlock fold(String operator, List<CodeBlock> operands) {
    if (operands.isEmpty()) {
      return CodeBlock.of("$L", operator.equals("and"));
    }
    if (operands.size() == 1) {
      return operands.get(0);
    }
    int middle = operands.size() / 2;
    return operator(
        operator,
        fold(operator, operands.subList(0, middle)),
        fold(operator, operands.subList(middle, operands.size())));
  }

  @Override
  public CodeBlock visitNot(Expression.Not not) {
    return operator("not", part(not, not.operand()));
  }
}
