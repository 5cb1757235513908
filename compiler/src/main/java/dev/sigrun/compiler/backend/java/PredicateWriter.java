package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.backend.java.row.RowWriter;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.event.Event;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes a predicate as a Java condition into a class. Clauses of some size become methods of their
 * own, and parts too big for a class become classes.
 */
final class PredicateWriter implements Predicate.Visitor<CodeBlock> {
  /** Longer conditions have their operands one below the other. */
  private static final int LONGEST_LINE = 80;

  private final MatcherClass target;
  private final Scope scope;
  private final ConstantWriter constants;

  PredicateWriter(MatcherClass target, Scope scope) {
    this.target = target;
    this.scope = scope;
    this.constants = new ConstantWriter(target);
  }

  /** The statement of a method that answers {@code predicate}. */
  CodeBlock body(Predicate predicate) {
    return CodeBlock.builder().addStatement("return $L", lines(predicate)).build();
  }

  /** The same, but all of it in a class of its own. */
  CodeBlock bodyInPart(Predicate predicate) {
    return CodeBlock.builder().addStatement("return $L", part(predicate)).build();
  }

  /** A condition that may span lines: operands one below the other. */
  private CodeBlock lines(Predicate predicate) {
    if (!(predicate instanceof Predicate.And || predicate instanceof Predicate.Or)) {
      return predicate.accept(this);
    }
    List<CodeBlock> operands = operands(predicate);
    CodeBlock beside = joined(predicate, operands, " ");
    return Grouping.isSimple(predicate) && fits(beside)
        ? beside
        : joined(predicate, operands, "\n");
  }

  private static boolean fits(CodeBlock code) {
    return code.toString().length() <= LONGEST_LINE;
  }

  private static CodeBlock joined(Predicate predicate, List<CodeBlock> operands, String separator) {
    String operator = predicate instanceof Predicate.And ? "&& " : "|| ";
    return operands.stream().collect(CodeBlock.joining(separator + operator));
  }

  private List<CodeBlock> operands(Predicate predicate) {
    boolean conjunction = predicate instanceof Predicate.And;
    Grouping grouping = conjunction ? Grouping.conjunction() : Grouping.disjunction();
    boolean splits = Grouping.leaves(predicate) > Grouping.MOST_LEAVES;
    List<Predicate> terms =
        splits
            ? grouping.forClasses(predicate.children())
            : grouping.forMethods(predicate.children());
    return terms.stream().map(term -> splits ? part(term) : operand(term)).toList();
  }

  /** A term next to others: a method of its own, or in parentheses where Java needs them. */
  private CodeBlock operand(Predicate term) {
    if (!(term instanceof Predicate.And || term instanceof Predicate.Or)) {
      return term.accept(this);
    }
    if (!Grouping.isSimple(term)) {
      return method(term);
    }
    List<CodeBlock> operands = operands(term);
    CodeBlock beside = joined(term, operands, " ");
    return fits(beside)
        ? CodeBlock.of("($L)", beside)
        : CodeBlock.of("($>$>$L$<$<)", joined(term, operands, "\n"));
  }

  /** A call of a new method that answers {@code clause}. */
  private CodeBlock method(Predicate clause) {
    String name = target.allocate(ClauseNames.of(clause));
    target.addMethod(() -> declaration(name, clause).addCode(body(clause)).build());
    return CodeBlock.of("$N($N)", name, scope.event());
  }

  private MethodSpec.Builder declaration(String name, Predicate clause) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .returns(boolean.class)
        .addParameter(Event.class, scope.event())
        .addJavadoc("$L", Comments.clause(clause.origin().text()));
  }

  /** A call of a new class that answers {@code clause}. */
  private CodeBlock part(Predicate clause) {
    MatcherClass part = target.part();
    PredicateWriter writer = new PredicateWriter(part, scope.inOwnClass());
    part.addMethod(
        () -> writer.declaration("matches", clause).addCode(writer.body(clause)).build());
    target.addPart(part.partType());
    return CodeBlock.of("$N.matches($N)", target.partField(scope, part), scope.event());
  }

  private String field(Field field) {
    return target.field(scope, field);
  }

  private CodeBlock test(Field field, String method, CodeBlock argument) {
    return CodeBlock.of("$N.$L($N, $L)", field(field), method, scope.event(), argument);
  }

  @Override
  public CodeBlock visitConstant(Predicate.Constant constant) {
    return CodeBlock.of("$L", constant.value());
  }

  @Override
  public CodeBlock visitAnd(Predicate.And and) {
    return operand(and);
  }

  @Override
  public CodeBlock visitOr(Predicate.Or or) {
    return operand(or);
  }

  @Override
  public CodeBlock visitNot(Predicate.Not not) {
    return CodeBlock.of("!$L", operand(not.operand()));
  }

  @Override
  public CodeBlock visitExists(Predicate.Exists exists) {
    return CodeBlock.of("$N.exists($N)", field(exists.field()), scope.event());
  }

  @Override
  public CodeBlock visitStringIn(Predicate.StringIn in) {
    boolean single = in.values().size() == 1 && in.sensitivity() == CaseSensitivity.SENSITIVE;
    return single
        ? test(in.field(), "is", Literals.string(in.values().get(0)))
        : test(in.field(), "isAnyOf", constants.strings(in.field(), in.values(), in.sensitivity()));
  }

  @Override
  public CodeBlock visitWildcardMatch(Predicate.WildcardMatch match) {
    return test(
        match.field(),
        "matches",
        constants.wildcards(match.field().name(), match.patterns(), match.sensitivity()));
  }

  @Override
  public CodeBlock visitRegexMatch(Predicate.RegexMatch match) {
    return test(match.field(), "matches", constants.regex(match.field().name(), match.regex()));
  }

  @Override
  public CodeBlock visitStringInRange(Predicate.StringInRange in) {
    return test(in.field(), "inRange", constants.stringRange(in.field(), in.range()));
  }

  @Override
  public CodeBlock visitNumberIn(Predicate.NumberIn in) {
    return test(in.field(), "isAnyOf", constants.numbers(in.field(), in.values()));
  }

  @Override
  public CodeBlock visitNumberInRange(Predicate.NumberInRange in) {
    return test(in.field(), "inRange", constants.numberRange(in.field(), in.range()));
  }

  @Override
  public CodeBlock visitBooleanIs(Predicate.BooleanIs is) {
    return test(is.field(), "is", CodeBlock.of("$L", is.value()));
  }

  @Override
  public CodeBlock visitIpIn(Predicate.IpIn in) {
    return test(in.field(), "isIn", constants.blocks(in.field().name(), in.blocks()));
  }

  @Override
  public CodeBlock visitIpInRange(Predicate.IpInRange in) {
    return test(in.field(), "inRange", constants.ipRange(in.field(), in.range()));
  }

  @Override
  public CodeBlock visitDateInRange(Predicate.DateInRange in) {
    return test(in.field(), "inRange", constants.dateRange(in.field(), in.range()));
  }

  @Override
  public CodeBlock visitTokenIn(Predicate.TokenIn in) {
    return test(in.field(), "containsAny", constants.tokens(in.field(), in.tokens()));
  }

  @Override
  public CodeBlock visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return test(
        phrase.field(), "containsPhrase", constants.phrase(phrase.field(), phrase.tokens()));
  }

  @Override
  public CodeBlock visitTokenMatch(Predicate.TokenMatch match) {
    return test(
        match.field(),
        "containsMatch",
        constants.wildcards(match.field().name(), match.patterns(), CaseSensitivity.SENSITIVE));
  }

  @Override
  public CodeBlock visitNestedAny(Predicate.NestedAny any) {
    String list = field(any.field());
    Scope elements = scope.elementsOf(list, any.field());
    PredicateWriter writer = new PredicateWriter(target, elements);
    String name = target.allocate(ClauseNames.of(any));
    target.addMethod(
        () ->
            declaration(name, any)
                .beginControlFlow(
                    "for ($T $N : $N.elements($N))",
                    Event.class,
                    elements.event(),
                    list,
                    scope.event())
                .beginControlFlow("if ($>$>$L$<$<)", writer.lines(any.element()))
                .addStatement("return true")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return false")
                .build());
    return CodeBlock.of("$N($N)", name, scope.event());
  }

  @Override
  public CodeBlock visitComputed(Predicate.Computed computed) {
    String name = target.allocate(ClauseNames.of(computed));
    target.addMethod(
        () ->
            declaration(name, computed)
                .addCode(new ExpressionWriter(target, scope).body(computed.condition()))
                .build());
    return CodeBlock.of("$N($N)", name, scope.event());
  }

  @Override
  public CodeBlock visitAnyRow(Predicate.AnyRow any) {
    return RowWriter.write(
        new RowMembers(target, scope, any.rows()),
        any.rows().pipeline(),
        any.origin().text(),
        scope.event());
  }

  /** A method that answers {@code predicate} for an event that it is given. */
  String testMethod(Predicate predicate) {
    String name = target.allocate(ClauseNames.of(predicate));
    target.addMethod(() -> declaration(name, predicate).addCode(body(predicate)).build());
    return name;
  }

  /** Reports why a predicate cannot be written, if it cannot. */
  static void check(Predicate predicate, Reasons reasons) {
    if (predicate instanceof Predicate.Computed computed) {
      Computations.check(computed.condition(), reasons);
    }
    predicate.children().forEach(child -> check(child, reasons));
  }
}
