package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneClause;
import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * Says predicates in ES|QL. Its own comparisons are null for a field with several values, and so is
 * their negation; so all tests of values are questions to the index, which are true if some value
 * fits and false otherwise.
 */
final class EsqlConditionWriter implements Predicate.Visitor<EsqlCondition> {
  private static final DiagnosticKind NESTED =
      DiagnosticKind.unsupported("ESX010", "ES|QL cannot look into the nested field '%s'.");
  private static final DiagnosticKind FIELD_PATTERN =
      DiagnosticKind.unsupported("ESX011", "ES|QL cannot test all fields that fit '%s'.");
  private static final DiagnosticKind DATE_FORMAT =
      DiagnosticKind.unsupported(
          "ESX013", "ES|QL cannot say in which format dates are, and those of '%s' are '%s'.");
  private static final DiagnosticKind COMPUTED =
      DiagnosticKind.unsupported(
          "ESX012", "ES|QL computes with single values only, and events may have several.");

  /** Each OR makes a statement deeper, and servers take 300 levels; a question has any number. */
  private static final int MOST_MATCHES = 50;

  private final Reasons reasons;

  EsqlConditionWriter(Reasons reasons) {
    this.reasons = reasons;
  }

  private String name(Origin origin, Field field) {
    if (field.pattern()) {
      reasons.refuse(FIELD_PATTERN, origin, field.name());
    }
    return field.name();
  }

  private EsqlCondition ask(
      Origin origin, Field field, List<? extends LuceneClause.Alternative> alternatives) {
    return new EsqlCondition.QueryString(
        new LuceneClause(name(origin, field), List.copyOf(alternatives)));
  }

  private EsqlCondition matches(Origin origin, Field field, List<String> texts) {
    String name = name(origin, field);
    if (texts.size() > MOST_MATCHES && texts.stream().noneMatch(String::isEmpty)) {
      return ask(origin, field, phrases(texts));
    }
    return EsqlCondition.any(
        texts.stream().<EsqlCondition>map(text -> new EsqlCondition.Match(name, text)).toList());
  }

  private List<EsqlCondition> all(List<Predicate> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  @Override
  public EsqlCondition visitConstant(Predicate.Constant constant) {
    return new EsqlCondition.Constant(constant.value());
  }

  @Override
  public EsqlCondition visitAnd(Predicate.And and) {
    return new EsqlCondition.And(all(and.terms()));
  }

  @Override
  public EsqlCondition visitOr(Predicate.Or or) {
    return new EsqlCondition.Or(all(or.terms()));
  }

  @Override
  public EsqlCondition visitNot(Predicate.Not not) {
    return new EsqlCondition.Not(not.operand().accept(new EsqlConditionWriter(reasons.negated())));
  }

  @Override
  public EsqlCondition visitExists(Predicate.Exists exists) {
    return new EsqlCondition.IsNotNull(name(exists.origin(), exists.field()));
  }

  @Override
  public EsqlCondition visitStringIn(Predicate.StringIn in) {
    return switch (in.sensitivity()) {
      case SENSITIVE -> matches(in.origin(), in.field(), in.values());
      case INSENSITIVE ->
          ask(
              in.origin(),
              in.field(),
              in.values().stream()
                  .map(value -> new LuceneClause.Regex(LuceneRegex.ignoringCase(value)))
                  .toList());
    };
  }

  @Override
  public EsqlCondition visitWildcardMatch(Predicate.WildcardMatch match) {
    return ask(
        match.origin(),
        match.field(),
        match.patterns().stream()
            .<LuceneClause.Alternative>map(
                pattern ->
                    match.sensitivity() == CaseSensitivity.SENSITIVE
                        ? new LuceneClause.Pattern(pattern)
                        : new LuceneClause.Regex(LuceneRegex.ignoringCase(pattern)))
            .toList());
  }

  @Override
  public EsqlCondition visitRegexMatch(Predicate.RegexMatch match) {
    String regex =
        match.sensitivity() == CaseSensitivity.SENSITIVE
            ? match.regex()
            : LuceneRegex.foldCase(match.regex());
    return ask(match.origin(), match.field(), List.of(new LuceneClause.Regex(regex)));
  }

  private <T> EsqlCondition range(
      Origin origin, Field field, Range<T> range, Function<T, String> text) {
    return ask(origin, field, List.of(new LuceneClause.Interval(range.map(text))));
  }

  @Override
  public EsqlCondition visitStringInRange(Predicate.StringInRange in) {
    return range(in.origin(), in.field(), in.range(), Function.identity());
  }

  private static List<LuceneClause.Phrase> phrases(List<String> texts) {
    return texts.stream().map(LuceneClause.Phrase::new).toList();
  }

  @Override
  public EsqlCondition visitNumberIn(Predicate.NumberIn in) {
    return ask(
        in.origin(),
        in.field(),
        phrases(in.values().stream().map(BigDecimal::toPlainString).toList()));
  }

  @Override
  public EsqlCondition visitNumberInRange(Predicate.NumberInRange in) {
    return range(in.origin(), in.field(), in.range(), BigDecimal::toPlainString);
  }

  @Override
  public EsqlCondition visitBooleanIs(Predicate.BooleanIs is) {
    return ask(is.origin(), is.field(), phrases(List.of(String.valueOf(is.value()))));
  }

  @Override
  public EsqlCondition visitIpIn(Predicate.IpIn in) {
    return ask(in.origin(), in.field(), phrases(in.blocks()));
  }

  @Override
  public EsqlCondition visitIpInRange(Predicate.IpInRange in) {
    return range(in.origin(), in.field(), in.range(), Function.identity());
  }

  @Override
  public EsqlCondition visitDateInRange(Predicate.DateInRange in) {
    in.field()
        .reading()
        .dateFormat()
        .ifPresent(f -> reasons.refuse(DATE_FORMAT, in.origin(), in.field().name(), f));
    return range(in.origin(), in.field(), in.range(), Function.identity());
  }

  @Override
  public EsqlCondition visitTokenIn(Predicate.TokenIn in) {
    return matches(in.origin(), in.field(), in.tokens());
  }

  @Override
  public EsqlCondition visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return ask(
        phrase.origin(), phrase.field(), phrases(List.of(String.join(" ", phrase.tokens()))));
  }

  @Override
  public EsqlCondition visitTokenMatch(Predicate.TokenMatch match) {
    return ask(
        match.origin(),
        match.field(),
        match.patterns().stream().map(LuceneClause.Pattern::new).toList());
  }

  @Override
  public EsqlCondition visitNestedAny(Predicate.NestedAny any) {
    reasons.refuse(NESTED, any.origin(), any.field().name());
    return new EsqlCondition.Constant(false);
  }

  @Override
  public EsqlCondition visitComputed(Predicate.Computed computed) {
    reasons.refuse(COMPUTED, computed.origin());
    return new EsqlCondition.Constant(false);
  }
}
