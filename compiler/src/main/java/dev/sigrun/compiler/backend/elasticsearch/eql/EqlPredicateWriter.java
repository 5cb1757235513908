package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Comparison.Operator;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes predicates in EQL. */
final class EqlPredicateWriter implements Predicate.Visitor<EqlExpression> {
  private static final DiagnosticKind ANALYZED_TEXT =
      DiagnosticKind.unsupported(
          "EEX010", "EQL compares whole values, but '%s' is compared word by word.");
  private static final DiagnosticKind NESTED =
      DiagnosticKind.unsupported("EEX011", "EQL cannot look into the nested field '%s'.");
  private static final DiagnosticKind FIELD_PATTERN =
      DiagnosticKind.unsupported("EEX012", "EQL cannot name all fields that match '%s'.");
  private static final DiagnosticKind TWO_ENDS =
      DiagnosticKind.warning(
          "EEX014",
          "EQL tests each bound of the range separately, possibly on different values"
              + " of '%s'.");
  private static final DiagnosticKind POSITIONS =
      DiagnosticKind.unsupported(
          "EEX020", "The regular expression '%s' looks at positions, which EQL's cannot.");
  private static final DiagnosticKind TIME_PARTS =
      DiagnosticKind.unsupported("EEX021", "EQL has no parts of points in time.");
  private static final DiagnosticKind SAME_VALUES =
      DiagnosticKind.warning(
          "EEX022",
          "EQL computes each part of the condition on its own, possibly with different values of"
              + " the same field.");
  private static final DiagnosticKind DATE_FORMAT =
      DiagnosticKind.unsupported(
          "EEX016", "EQL cannot specify a date format, and dates in '%s' have the format '%s'.");

  private static final DiagnosticKind RANGES =
      DiagnosticKind.unsupported("EEX023", "EQL cannot test '%s', whose values are ranges.");

  private final Set<String> optionalFields;
  private final Reasons reasons;
  private final EqlLiterals literals;

  EqlPredicateWriter(Set<String> optionalFields, Reasons reasons) {
    this.optionalFields = optionalFields;
    this.reasons = reasons;
    this.literals = new EqlLiterals(reasons);
  }

  private EqlExpression.Field field(Origin origin, Field field) {
    if (field.pattern()) {
      reasons.refuse(FIELD_PATTERN, origin, field.name());
    }
    if (field.type().isRange()) {
      reasons.refuse(RANGES, origin, field.name());
    }
    return new EqlExpression.Field(origin, field.name(), optionalFields.contains(field.name()));
  }

  private static EqlExpression or(Origin origin, List<EqlExpression> terms) {
    return terms.size() == 1 ? terms.get(0) : new EqlExpression.Or(origin, terms);
  }

  private List<EqlExpression> all(List<Predicate> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  /** {@code f == v} or {@code f in (v, w)}. */
  private EqlExpression equal(
      Origin origin, Field field, List<EqlExpression> values, boolean ignoringCase) {
    EqlExpression.Field named = field(origin, field);
    return values.size() == 1 && !ignoringCase
        ? new EqlExpression.Comparison(origin, Operator.EQUAL, named, values.get(0))
        : new EqlExpression.In(origin, named, values, false, ignoringCase);
  }

  @Override
  public EqlExpression visitConstant(Predicate.Constant constant) {
    return new EqlExpression.BooleanLiteral(constant.origin(), constant.value());
  }

  @Override
  public EqlExpression visitAnd(Predicate.And and) {
    return new EqlExpression.And(and.origin(), all(and.terms()));
  }

  @Override
  public EqlExpression visitOr(Predicate.Or or) {
    return new EqlExpression.Or(or.origin(), all(or.terms()));
  }

  @Override
  public EqlExpression visitNot(Predicate.Not not) {
    if (not.operand() instanceof Predicate.Exists exists) {
      return comparedWithNull(exists, Operator.EQUAL);
    }
    EqlPredicateWriter inside = new EqlPredicateWriter(optionalFields, reasons.negated());
    return new EqlExpression.Not(not.origin(), not.operand().accept(inside));
  }

  @Override
  public EqlExpression visitExists(Predicate.Exists exists) {
    return comparedWithNull(exists, Operator.NOT_EQUAL);
  }

  private EqlExpression comparedWithNull(Predicate.Exists exists, Operator operator) {
    Origin origin = exists.origin();
    if (exists.field().type().isText()) {
      reasons.refuse(ANALYZED_TEXT, origin, exists.field().name());
    }
    return new EqlExpression.Comparison(
        origin, operator, field(origin, exists.field()), new EqlExpression.NullLiteral(origin));
  }

  @Override
  public EqlExpression visitStringIn(Predicate.StringIn in) {
    Origin origin = in.origin();
    List<EqlExpression> values =
        in.values().stream().<EqlExpression>map(value -> literals.text(origin, value)).toList();
    return equal(origin, in.field(), values, in.sensitivity() == CaseSensitivity.INSENSITIVE);
  }

  /** One {@code like} for all patterns that it can hold; it has no escape for wildcards. */
  @Override
  public EqlExpression visitWildcardMatch(Predicate.WildcardMatch match) {
    Origin origin = match.origin();
    List<EqlExpression.Literal> plain = new ArrayList<>();
    List<EqlExpression> tests = new ArrayList<>();
    for (Wildcard pattern : match.patterns()) {
      if (EqlPattern.isPlain(pattern)) {
        plain.add(literals.text(origin, EqlPattern.plain(pattern)));
      } else {
        addLike(match, plain, tests);
        tests.add(
            EqlPattern.escaped(
                match, pattern, field(origin, match.field()), literals::text, literals::regex));
      }
    }
    addLike(match, plain, tests);
    return or(origin, tests);
  }

  private void addLike(
      Predicate.WildcardMatch match, List<EqlExpression.Literal> plain, List<EqlExpression> tests) {
    if (plain.isEmpty()) {
      return;
    }
    EqlExpression.Match.Operator operator =
        switch (match.sensitivity()) {
          case SENSITIVE -> EqlExpression.Match.Operator.LIKE;
          case INSENSITIVE -> EqlExpression.Match.Operator.COLON;
        };
    tests.add(
        new EqlExpression.Match(
            match.origin(), operator, field(match.origin(), match.field()), List.copyOf(plain)));
    plain.clear();
  }

  @Override
  public EqlExpression visitRegexMatch(Predicate.RegexMatch match) {
    Optional<String> text = LuceneRegex.of(match.regex());
    if (text.isEmpty()) {
      reasons.refuse(POSITIONS, match.origin(), match.regex().text());
    }
    return new EqlExpression.Match(
        match.origin(),
        EqlPattern.regexOperator(match.regex().sensitivity()),
        field(match.origin(), match.field()),
        List.of(literals.regex(match.origin(), text.orElse(""))));
  }

  /** A comparison for each end; only a value that lies in between on its own would be exact. */
  private <T> EqlExpression range(
      Origin origin,
      Field field,
      Range<T> range,
      BiFunction<Origin, T, ? extends EqlExpression> literal) {
    Optional<EqlExpression> lower =
        range
            .lower()
            .map(
                b ->
                    new EqlExpression.Comparison(
                        origin,
                        b.inclusive() ? Operator.GREATER_OR_EQUAL : Operator.GREATER,
                        field(origin, field),
                        literal.apply(origin, b.value())));
    Optional<EqlExpression> upper =
        range
            .upper()
            .map(
                b ->
                    new EqlExpression.Comparison(
                        origin,
                        b.inclusive() ? Operator.LESS_OR_EQUAL : Operator.LESS,
                        field(origin, field),
                        literal.apply(origin, b.value())));
    if (lower.isPresent() && upper.isPresent()) {
      reasons.approximate(Fidelity.MAY_MATCH_MORE, TWO_ENDS, origin, field.name());
      return new EqlExpression.And(origin, List.of(lower.get(), upper.get()));
    }
    return lower.or(() -> upper).orElseThrow();
  }

  @Override
  public EqlExpression visitStringInRange(Predicate.StringInRange in) {
    return range(in.origin(), in.field(), in.range(), literals::text);
  }

  @Override
  public EqlExpression visitNumberIn(Predicate.NumberIn in) {
    List<EqlExpression> values =
        in.values().stream()
            .<EqlExpression>map(value -> literals.decimal(in.origin(), value))
            .toList();
    return equal(in.origin(), in.field(), values, false);
  }

  @Override
  public EqlExpression visitNumberInRange(Predicate.NumberInRange in) {
    return range(in.origin(), in.field(), in.range(), literals::decimal);
  }

  @Override
  public EqlExpression visitBooleanIs(Predicate.BooleanIs is) {
    return equal(
        is.origin(),
        is.field(),
        List.of(new EqlExpression.BooleanLiteral(is.origin(), is.value())),
        false);
  }

  /** Addresses are compared, blocks are looked into; neighbours of a kind share a test. */
  @Override
  public EqlExpression visitIpIn(Predicate.IpIn in) {
    Origin origin = in.origin();
    List<EqlExpression> tests = new ArrayList<>();
    List<EqlExpression> run = new ArrayList<>();
    for (int i = 0; i < in.blocks().size(); i++) {
      IpBlock block = in.blocks().get(i);
      run.add(literals.text(origin, block.text()));
      boolean last = i + 1 == in.blocks().size();
      if (last || in.blocks().get(i + 1).isAddress() != block.isAddress()) {
        tests.add(
            block.isAddress()
                ? equal(origin, in.field(), List.copyOf(run), false)
                : cidrMatch(origin, in.field(), run));
        run.clear();
      }
    }
    return or(origin, tests);
  }

  private EqlExpression cidrMatch(Origin origin, Field field, List<EqlExpression> blocks) {
    List<EqlExpression> arguments = new ArrayList<>();
    arguments.add(field(origin, field));
    arguments.addAll(blocks);
    return new EqlExpression.Call(origin, origin, "cidrMatch", false, arguments);
  }

  @Override
  public EqlExpression visitIpInRange(Predicate.IpInRange in) {
    return range(in.origin(), in.field(), in.range().map(IpAddress::toString), literals::text);
  }

  @Override
  public EqlExpression visitDateInRange(Predicate.DateInRange in) {
    in.field()
        .reading()
        .dateFormat()
        .ifPresent(f -> reasons.refuse(DATE_FORMAT, in.origin(), in.field().name(), f));
    boolean point =
        in.range().lower().isPresent()
            && in.range().lower().equals(in.range().upper())
            && in.range().lower().get().inclusive();
    return point
        ? equal(
            in.origin(),
            in.field(),
            List.of(literals.text(in.origin(), in.range().lower().orElseThrow().value().text())),
            false)
        : range(in.origin(), in.field(), in.range().map(DateBound::text), literals::text);
  }

  private EqlExpression refuse(DiagnosticKind kind, Predicate predicate, Field field) {
    reasons.refuse(kind, predicate.origin(), field.name());
    return new EqlExpression.BooleanLiteral(predicate.origin(), false);
  }

  @Override
  public EqlExpression visitTokenIn(Predicate.TokenIn in) {
    return refuse(ANALYZED_TEXT, in, in.field());
  }

  @Override
  public EqlExpression visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return refuse(ANALYZED_TEXT, phrase, phrase.field());
  }

  @Override
  public EqlExpression visitTokenMatch(Predicate.TokenMatch match) {
    return refuse(ANALYZED_TEXT, match, match.field());
  }

  @Override
  public EqlExpression visitNestedAny(Predicate.NestedAny any) {
    return refuse(NESTED, any, any.field());
  }

  @Override
  public EqlExpression visitAnyRow(Predicate.AnyRow any) {
    return UnsupportedRows.refuse(any, reasons).accept(this);
  }

  @Override
  public EqlExpression visitComputed(Predicate.Computed computed) {
    if (takesTimeApart(computed.condition())) {
      reasons.refuse(TIME_PARTS, computed.origin());
      return new EqlExpression.BooleanLiteral(computed.origin(), false);
    }
    if (hasConjunction(computed.condition())) {
      reasons.approximate(Fidelity.MAY_MATCH_MORE, SAME_VALUES, computed.origin());
    }
    Function<Field, EqlExpression> fields = f -> field(computed.origin(), f);
    return computed.condition().accept(new EqlExpressionWriter(fields, literals::text));
  }

  private static boolean hasConjunction(Expression expression) {
    return expression instanceof Expression.And
        || expression.children().stream().anyMatch(EqlPredicateWriter::hasConjunction);
  }

  private static boolean takesTimeApart(Expression expression) {
    return expression instanceof Expression.Call call && call.function().isTimePart()
        || expression.children().stream().anyMatch(EqlPredicateWriter::takesTimeApart);
  }
}
