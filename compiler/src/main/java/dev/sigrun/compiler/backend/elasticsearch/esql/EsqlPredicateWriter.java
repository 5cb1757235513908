package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneClause;
import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.backend.elasticsearch.dsl.VisibleText;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes predicates in ES|QL. Its own comparisons are null for a field with several values, and so
 * is their negation; so all tests of values are questions to the index, which are true if some
 * value fits and false otherwise.
 */
final class EsqlPredicateWriter implements Predicate.Visitor<EsqlCondition> {
  private static final DiagnosticKind NESTED =
      DiagnosticKind.unsupported("ESX010", "ES|QL cannot look into the nested field '%s'.");
  private static final DiagnosticKind FIELD_PATTERN =
      DiagnosticKind.unsupported("ESX011", "ES|QL cannot test all fields that match '%s'.");
  private static final DiagnosticKind DATE_FORMAT =
      DiagnosticKind.unsupported(
          "ESX013", "ES|QL cannot specify a date format, and dates in '%s' have the format '%s'.");
  private static final DiagnosticKind COMPUTED =
      DiagnosticKind.unsupported(
          "ESX012", "ES|QL computes only with single values, and events may have several.");

  private static final DiagnosticKind LONG_REGEX =
      DiagnosticKind.unsupported(
          "ESX015", "The regular expression for '%s' has %s characters; servers allow %s.");
  private static final DiagnosticKind POSITIONS =
      DiagnosticKind.unsupported(
          "ESX016", "The regular expression '%s' looks at positions, which ES|QL's cannot.");
  private static final DiagnosticKind CONTROL =
      DiagnosticKind.unsupported(
          "ESX014", "ES|QL has no escape for the control character in '%s'.");

  private static final DiagnosticKind RANGES =
      DiagnosticKind.unsupported(
          "ESX017", "ES|QL cannot test whether '%s' exists, because its values are ranges.");

  private static final int LONGEST_EXCERPT = 60;

  /** Each OR makes a statement deeper, and servers take 300 levels; a question has any number. */
  private static final int MOST_MATCHES = 50;

  private final Reasons reasons;

  EsqlPredicateWriter(Reasons reasons) {
    this.reasons = reasons;
  }

  private String name(Origin origin, Field field) {
    if (field.pattern()) {
      reasons.refuse(FIELD_PATTERN, origin, field.name());
    }
    if (!VisibleText.isVisible(field.name())) {
      reasons.refuse(CONTROL, origin, field.name());
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
    List<EsqlCondition> tests = new ArrayList<>();
    List<String> escaped = new ArrayList<>();
    for (String text : texts) {
      if (VisibleText.isVisible(text)) {
        tests.add(new EsqlCondition.Match(name, text));
      } else {
        escaped.add(text);
      }
    }
    if (!escaped.isEmpty()) {
      tests.add(ask(origin, field, phrases(escaped)));
    }
    return EsqlCondition.any(tests);
  }

  private LuceneClause.Regex regex(Origin origin, String text, String regex) {
    LuceneClause.Regex alternative = new LuceneClause.Regex(regex);
    int length = LuceneClause.regexLength(alternative);
    if (length > LuceneRegex.LONGEST) {
      reasons.refuse(LONG_REGEX, origin, excerpt(text), length, LuceneRegex.LONGEST);
    }
    return written(origin, alternative, text);
  }

  /** A pattern; its language has no escape that leaves a control character one. */
  private <T extends LuceneClause.Alternative> T written(Origin origin, T pattern, String text) {
    if (!VisibleText.isVisible(text)) {
      reasons.refuse(CONTROL, origin, excerpt(text));
    }
    return pattern;
  }

  private static String excerpt(String text) {
    return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "..." : text;
  }

  private LuceneClause.Alternative pattern(
      Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    String text = pattern.toEscapedString();
    return switch (sensitivity) {
      case SENSITIVE -> written(origin, new LuceneClause.Pattern(pattern), text);
      case INSENSITIVE -> regex(origin, text, LuceneRegex.ignoringCase(pattern));
    };
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
    return new EsqlCondition.Not(not.operand().accept(new EsqlPredicateWriter(reasons.negated())));
  }

  @Override
  public EsqlCondition visitExists(Predicate.Exists exists) {
    if (exists.field().type().isRange()) {
      reasons.refuse(RANGES, exists.origin(), exists.field().name());
    }
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
                  .map(value -> regex(in.origin(), value, LuceneRegex.ignoringCase(value)))
                  .toList());
    };
  }

  @Override
  public EsqlCondition visitWildcardMatch(Predicate.WildcardMatch match) {
    return ask(
        match.origin(),
        match.field(),
        match.patterns().stream()
            .map(pattern -> pattern(match.origin(), pattern, match.sensitivity()))
            .toList());
  }

  @Override
  public EsqlCondition visitRegexMatch(Predicate.RegexMatch match) {
    String text = match.regex().text();
    Optional<String> written = LuceneRegex.of(match.regex());
    if (written.isEmpty()) {
      reasons.refuse(POSITIONS, match.origin(), text);
    }
    String regex =
        match.regex().sensitivity() == CaseSensitivity.SENSITIVE
            ? written.orElse("")
            : LuceneRegex.foldCase(written.orElse(""));
    return ask(match.origin(), match.field(), List.of(regex(match.origin(), text, regex)));
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
    return ask(in.origin(), in.field(), phrases(in.blocks().stream().map(IpBlock::text).toList()));
  }

  @Override
  public EsqlCondition visitIpInRange(Predicate.IpInRange in) {
    return range(in.origin(), in.field(), in.range(), IpAddress::toString);
  }

  @Override
  public EsqlCondition visitDateInRange(Predicate.DateInRange in) {
    in.field()
        .reading()
        .dateFormat()
        .ifPresent(f -> reasons.refuse(DATE_FORMAT, in.origin(), in.field().name(), f));
    return range(in.origin(), in.field(), in.range(), DateBound::text);
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
        match.patterns().stream()
            .map(pattern -> pattern(match.origin(), pattern, CaseSensitivity.SENSITIVE))
            .toList());
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

  @Override
  public EsqlCondition visitAnyRow(Predicate.AnyRow any) {
    return UnsupportedRows.refuse(any, reasons).accept(this);
  }
}
