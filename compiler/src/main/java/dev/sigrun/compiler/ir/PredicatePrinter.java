package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Quotes;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints predicates as symbolic expressions: {@code (and (in process.name "cmd.exe") (not (exists
 * user.id)))}. One line; the same text on every machine; {@code ~} marks what ignores case.
 */
final class PredicatePrinter implements Predicate.Visitor<String> {
  private static final PredicatePrinter INSTANCE = new PredicatePrinter();

  private PredicatePrinter() {}

  static String print(Predicate predicate) {
    return predicate.accept(INSTANCE);
  }

  private static String form(String head, Object... parts) {
    return List.of(parts).stream()
        .map(Object::toString)
        .collect(Collectors.joining(" ", "(" + head + " ", ")"));
  }

  static String all(List<? extends Object> parts) {
    return parts.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(Quotes::quote).collect(Collectors.joining(" "));
  }

  /** As short as it reads back: a double in the form of Java, all others with all their digits. */
  private static String number(BigDecimal value) {
    double decimal = value.doubleValue();
    boolean exact = Double.isFinite(decimal) && new BigDecimal(decimal).compareTo(value) == 0;
    return value.scale() > 0 && exact ? String.valueOf(decimal) : value.toPlainString();
  }

  static String patterns(List<Wildcard> patterns) {
    return patterns.stream()
        .map(p -> Quotes.quote(p.toEscapedString()))
        .collect(Collectors.joining(" "));
  }

  static String withCase(String head, CaseSensitivity sensitivity) {
    return switch (sensitivity) {
      case SENSITIVE -> head;
      case INSENSITIVE -> head + "~";
    };
  }

  /** The dialect's name and, for Lucene's, whether case counts. */
  static String regexHead(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> withCase("regex", regex.sensitivity());
      case SEARCH -> "search";
    };
  }

  /** The expression with the flags that the head does not name. */
  static String regexText(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> regex.text();
      case SEARCH -> regex.textWithFlags();
    };
  }

  @Override
  public String visitConstant(Predicate.Constant constant) {
    return String.valueOf(constant.value());
  }

  @Override
  public String visitAnd(Predicate.And and) {
    return form("and", all(and.terms()));
  }

  @Override
  public String visitOr(Predicate.Or or) {
    return form("or", all(or.terms()));
  }

  @Override
  public String visitNot(Predicate.Not not) {
    return form("not", not.operand());
  }

  @Override
  public String visitExists(Predicate.Exists exists) {
    return form("exists", exists.field());
  }

  @Override
  public String visitStringIn(Predicate.StringIn in) {
    return form(withCase("in", in.sensitivity()), in.field(), quoted(in.values()));
  }

  @Override
  public String visitWildcardMatch(Predicate.WildcardMatch match) {
    return form(withCase("like", match.sensitivity()), match.field(), patterns(match.patterns()));
  }

  @Override
  public String visitRegexMatch(Predicate.RegexMatch match) {
    return form(regexHead(match.regex()), match.field(), Quotes.quote(regexText(match.regex())));
  }

  @Override
  public String visitStringInRange(Predicate.StringInRange in) {
    return form("range", in.field(), in.range().map(Quotes::quote));
  }

  @Override
  public String visitNumberIn(Predicate.NumberIn in) {
    return form("in", in.field(), all(in.values().stream().map(PredicatePrinter::number).toList()));
  }

  @Override
  public String visitNumberInRange(Predicate.NumberInRange in) {
    return form("range", in.field(), in.range().map(PredicatePrinter::number));
  }

  @Override
  public String visitBooleanIs(Predicate.BooleanIs is) {
    return form("is", is.field(), is.value());
  }

  @Override
  public String visitIpIn(Predicate.IpIn in) {
    return form("in", in.field(), all(in.blocks()));
  }

  @Override
  public String visitIpInRange(Predicate.IpInRange in) {
    return form("range", in.field(), in.range());
  }

  @Override
  public String visitDateInRange(Predicate.DateInRange in) {
    return form("range", in.field(), in.range());
  }

  @Override
  public String visitTokenIn(Predicate.TokenIn in) {
    return form("word", in.field(), quoted(in.tokens()));
  }

  @Override
  public String visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return form("phrase", phrase.field(), quoted(phrase.tokens()));
  }

  @Override
  public String visitTokenMatch(Predicate.TokenMatch match) {
    return form("word-like", match.field(), patterns(match.patterns()));
  }

  @Override
  public String visitNestedAny(Predicate.NestedAny any) {
    return form("any", any.field(), any.element());
  }

  @Override
  public String visitComputed(Predicate.Computed computed) {
    return form("computed", computed.condition());
  }

  /** The steps as they are written, since rows have no short form. */
  @Override
  public String visitAnyRow(Predicate.AnyRow any) {
    return form(
        "any-row",
        quoted(
            any.rows().pipeline().steps().stream()
                .map(step -> step.origin().text().strip().replaceAll("\\s+", " "))
                .toList()));
  }
}
