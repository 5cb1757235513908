package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Wildcards and regular expressions that a value must match. */
final class PatternAnalyzer {
  private static final DiagnosticKind BAD_REGEX =
      DiagnosticKind.error("EQL116", "Invalid regular expression: %s");
  private static final DiagnosticKind PATTERN_NOT_STRING =
      DiagnosticKind.error("EQL118", "Operator '%s' takes string literals, found %s.");
  private static final DiagnosticKind ANCHOR_IN_REGEX =
      DiagnosticKind.warning(
          "EQL152", "'%s' is a plain character here: the expression always matches whole values.");
  private static final DiagnosticKind RANGE_KEEPS_CASE =
      DiagnosticKind.warning(
          "EQL153", "Ranges in brackets are case-sensitive, even with '%s'. Write both cases.");

  private static final Pattern CASED_RANGE = Pattern.compile("\\[[^\\]]*(?:a-z|A-Z)[^\\]]*\\]");

  private final ConstantFolder folder;
  private final ExpressionReports reports;

  PatternAnalyzer(ConstantFolder folder, ExpressionReports reports) {
    this.folder = folder;
    this.reports = reports;
  }

  /** Whether {@code value} matches one of the patterns. */
  Optional<Expression> match(EqlExpression.Match match, Expression value) {
    String symbol = match.operator().symbol();
    if (!reports.isString(symbol, match.value(), value)) {
      return Optional.empty();
    }
    List<EqlExpression.StringLiteral> patterns = new ArrayList<>();
    for (EqlExpression.Literal pattern : match.patterns()) {
      if (pattern instanceof EqlExpression.StringLiteral text) {
        patterns.add(text);
      } else {
        reports.report(
            PATTERN_NOT_STRING, pattern.origin(), symbol, "'" + pattern.origin().text() + "'");
      }
    }
    if (patterns.size() < match.patterns().size()) {
      return Optional.empty();
    }
    return switch (match.operator()) {
      case COLON, LIKE_IGNORING_CASE ->
          Optional.of(like(match, value, patterns, CaseSensitivity.INSENSITIVE));
      case LIKE -> Optional.of(like(match, value, patterns, CaseSensitivity.SENSITIVE));
      case REGEX -> regex(match, value, patterns, CaseSensitivity.SENSITIVE);
      case REGEX_IGNORING_CASE -> regex(match, value, patterns, CaseSensitivity.INSENSITIVE);
    };
  }

  private Expression like(
      EqlExpression.Match match,
      Expression value,
      List<EqlExpression.StringLiteral> patterns,
      CaseSensitivity sensitivity) {
    List<Expression> tests = new ArrayList<>();
    for (EqlExpression.StringLiteral literal : patterns) {
      tests.add(like(match.origin(), value, Wildcard.parse(literal.value()), sensitivity));
    }
    return folder.or(match.origin(), tests);
  }

  private Expression like(
      Origin origin, Expression value, Wildcard pattern, CaseSensitivity sensitivity) {
    if (pattern.isMatchAll()) {
      return folder.not(origin, folder.isNull(origin, value));
    }
    Optional<String> literal = pattern.literal();
    if (literal.isEmpty()) {
      return folder.fold(new Expression.Like(origin, value, List.of(pattern), sensitivity));
    }
    return equals(origin, value, literal.get(), sensitivity);
  }

  /** Equality with a text. The case-sensitive one is an ordinary comparison, with its null rule. */
  private Expression equals(
      Origin origin, Expression value, String text, CaseSensitivity sensitivity) {
    Expression.Constant constant = new Expression.Constant(origin, text);
    if (sensitivity == CaseSensitivity.INSENSITIVE) {
      return folder.fold(new Expression.In(origin, value, List.of(constant), sensitivity));
    }
    return value instanceof Expression.Null
        ? new Expression.Constant(origin, false)
        : folder.fold(
            new Expression.Comparison(
                origin, Expression.Comparison.Operator.EQUAL, value, constant));
  }

  private Optional<Expression> regex(
      EqlExpression.Match match,
      Expression value,
      List<EqlExpression.StringLiteral> patterns,
      CaseSensitivity sensitivity) {
    boolean good = true;
    for (EqlExpression.StringLiteral pattern : patterns) {
      good &= checkRegex(match, pattern, sensitivity);
    }
    if (!good) {
      return Optional.empty();
    }
    Regex regex;
    try {
      // A server joins them, too.
      regex =
          Regex.lucene(
              String.join("|", patterns.stream().map(EqlExpression.StringLiteral::value).toList()),
              sensitivity);
    } catch (RegexSyntaxException e) {
      return reports.fail(
          BAD_REGEX, match.origin(), ExpressionReports.sentence(String.valueOf(e.getMessage())));
    }
    if (regex.isMatchAll()) {
      return Optional.of(folder.not(match.origin(), folder.isNull(match.origin(), value)));
    }
    Optional<String> literal = regex.literal();
    if (literal.isPresent()) {
      return Optional.of(equals(match.origin(), value, literal.get(), sensitivity));
    }
    return Optional.of(folder.fold(new Expression.RegexLike(match.origin(), value, regex)));
  }

  private boolean checkRegex(
      EqlExpression.Match match, EqlExpression.StringLiteral pattern, CaseSensitivity sensitivity) {
    String text = pattern.value();
    try {
      Regex.lucene(text, sensitivity);
    } catch (RegexSyntaxException e) {
      reports.report(
          BAD_REGEX, pattern.origin(), ExpressionReports.sentence(String.valueOf(e.getMessage())));
      return false;
    }
    if (text.startsWith("^")) {
      reports.report(ANCHOR_IN_REGEX, pattern.origin(), "^");
    } else if (text.endsWith("$") && !text.endsWith("\\$")) {
      reports.report(ANCHOR_IN_REGEX, pattern.origin(), "$");
    }
    if (sensitivity == CaseSensitivity.INSENSITIVE && keepsCase(text)) {
      reports.report(RANGE_KEEPS_CASE, pattern.origin(), match.operator().symbol());
    }
    return true;
  }

  private static boolean keepsCase(String regex) {
    return CASED_RANGE
        .matcher(regex)
        .results()
        .anyMatch(r -> r.group().contains("a-z") != r.group().contains("A-Z"));
  }
}
