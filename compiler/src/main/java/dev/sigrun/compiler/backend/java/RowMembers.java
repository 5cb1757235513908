package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.backend.java.row.RowTarget;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The members of a class that tests events, for rows that are made of the events. */
final class RowMembers implements RowTarget {
  private final MatcherClass target;
  private final Scope scope;
  private final EventRows rows;
  private final ConstantWriter constants;
  private final Map<Integer, String> tests = new HashMap<>();

  RowMembers(MatcherClass target, Scope scope, EventRows rows) {
    this.target = target;
    this.scope = scope;
    this.rows = rows;
    this.constants = new ConstantWriter(target);
  }

  @Override
  public String method(String words) {
    return target.allocate(variable(words));
  }

  @Override
  public String variable(String words) {
    return Words.of(words, "column").camelCase();
  }

  @Override
  public void addMethod(Supplier<MethodSpec> method) {
    target.addMethod(method);
  }

  @Override
  public ClassName nestedType(String wanted) {
    return ClassName.get("", target.allocateType(wanted));
  }

  @Override
  public void addType(TypeSpec type) {
    target.addPart(type);
  }

  @Override
  public CodeBlock constant(Class<?> type, String words, CodeBlock value) {
    return CodeBlock.of(
        "$N", target.constant(type, Words.of(words, "constant").upperCase(), value));
  }

  @Override
  public CodeBlock string(String text) {
    return Literals.string(text);
  }

  @Override
  public CodeBlock strings(List<String> texts) {
    return target.strings(texts);
  }

  @Override
  public CodeBlock wildcards(RowExpression.Like like) {
    return constants.wildcards(subject(like), like.patterns(), CaseSensitivity.SENSITIVE);
  }

  @Override
  public CodeBlock regex(RowExpression.RegexLike like) {
    return constants.regex(subject(like), like.regex());
  }

  @Override
  public CodeBlock blocks(RowExpression.InBlocks in) {
    return constants.blocks(subject(in), in.blocks());
  }

  /** The name of the first column of a condition. */
  private static String subject(RowExpression condition) {
    return condition
        .all()
        .filter(RowExpression.Cell.class::isInstance)
        .map(cell -> ((RowExpression.Cell) cell).column().name())
        .findFirst()
        .orElse("value");
  }

  @Override
  public CodeBlock field(int number) {
    return CodeBlock.of("$N", target.field(scope, rows.fields().get(number)));
  }

  @Override
  public CodeBlock test(int number) {
    String method =
        tests.computeIfAbsent(
            number, n -> new PredicateWriter(target, scope).testMethod(rows.tests().get(n)));
    return CodeBlock.of("$N(row.event)", method);
  }

  @Override
  public String comment(String clause) {
    return Comments.clause(clause).toString();
  }
}
