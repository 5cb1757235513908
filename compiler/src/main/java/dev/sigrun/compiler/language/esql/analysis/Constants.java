package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.JavaRegex;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import dev.sigrun.runtime.time.DateMath;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/** Checks texts that are read as something else: dates, addresses, patterns, units. */
final class Constants {
  private static final DiagnosticKind NOT_READ_AS =
      DiagnosticKind.error("ESQL040", "%s cannot be read as %s.%s");
  private static final DiagnosticKind BAD_LIKE =
      DiagnosticKind.error(
          "ESQL041",
          "In a pattern of LIKE, a backslash can only precede '*', '?' or another backslash."
              + " Write '\\\\' for a backslash, in a raw string.");
  private static final DiagnosticKind BAD_RLIKE =
      DiagnosticKind.error("ESQL042", "Invalid regular expression: %s");
  private static final DiagnosticKind BAD_REGEX =
      DiagnosticKind.error("ESQL043", "Invalid Java regular expression: %s");
  private static final DiagnosticKind BAD_DELIMITER =
      DiagnosticKind.error(
          "ESQL044", "SPLIT takes a delimiter of exactly one byte, found %s. Use REPLACE before.");
  private static final DiagnosticKind UNKNOWN_PART =
      DiagnosticKind.error("ESQL045", "Unknown %s '%s'.%s Known ones: %s.");

  /** The units of DATE_DIFF by their full names, and their short ones. */
  private static final List<String> DIFF_UNITS =
      List.of(
          "year",
          "quarter",
          "month",
          "dayofyear",
          "day",
          "week",
          "weekday",
          "hour",
          "minute",
          "second",
          "millisecond",
          "microsecond",
          "nanosecond");

  private static final List<String> DIFF_ALIASES =
      List.of(
          "yy", "yyyy", "qq", "q", "mm", "m", "dy", "y", "dd", "d", "wk", "ww", "dw", "hh", "mi",
          "n", "ss", "s", "ms", "mcs", "ns");

  private final EsqlReports reports;

  Constants(EsqlReports reports) {
    this.reports = reports;
  }

  /** A text where a value of {@code type} is compared or taken. */
  void readAs(StringLiteral literal, EsqlType type) {
    String text = literal.value();
    String hint = "";
    boolean good =
        switch (type) {
          case DATETIME, DATE_NANOS -> isDate(text);
          case IP -> IpAddress.parse(text).isPresent();
          case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
          default -> true;
        };
    if (type.isDate()) {
      hint = " Write it as in '2026-01-31T12:00:00Z'.";
    } else if (type == EsqlType.IP && text.contains("/")) {
      hint = " Use CIDR_MATCH for blocks of addresses.";
    }
    if (!good) {
      String label = type.isDate() ? "a date" : type == EsqlType.IP ? "an address" : "a boolean";
      reports.error(NOT_READ_AS, literal.origin(), Excerpt.of(text), label, hint);
    }
  }

  private static boolean isDate(String text) {
    try {
      return !text.contains("||") && !DateMath.parse(text, false).dependsOnNow();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A block of addresses, or one address. */
  void block(StringLiteral literal) {
    if (IpBlock.parse(literal.value()).isEmpty()) {
      reports.error(
          NOT_READ_AS,
          literal.origin(),
          Excerpt.of(literal.value()),
          "a block of addresses",
          " Write it as in '10.0.0.0/8'.");
    }
  }

  /** A pattern of LIKE or RLIKE. */
  void pattern(EsqlExpression.Like like, StringLiteral pattern) {
    String text = pattern.value();
    if (like.regex()) {
      try {
        Regex.lucene(text, CaseSensitivity.SENSITIVE);
      } catch (RegexSyntaxException e) {
        reports.error(BAD_RLIKE, pattern.origin(), sentence(e));
      }
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        boolean escapes = i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0;
        if (!escapes) {
          reports.error(BAD_LIKE, pattern.origin());
          return;
        }
        i++;
      }
    }
  }

  /** A regular expression of REPLACE. */
  void javaRegex(StringLiteral literal) {
    try {
      new JavaRegex(literal.value());
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      String what = e.getDescription();
      reports.error(
          BAD_REGEX,
          literal.origin(),
          what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + where + ".");
    } catch (IllegalArgumentException e) {
      reports.error(BAD_REGEX, literal.origin(), e.getMessage() + ".");
    }
  }

  /** The delimiter of SPLIT. */
  void delimiter(StringLiteral literal) {
    if (literal.value().getBytes(StandardCharsets.UTF_8).length != 1) {
      reports.error(BAD_DELIMITER, literal.origin(), Excerpt.of(literal.value()));
    }
  }

  /** The unit of DATE_DIFF, in any case. */
  void diffUnit(StringLiteral literal) {
    String unit = literal.value().toLowerCase(Locale.ROOT);
    String singular =
        unit.endsWith("s") && unit.length() > 2 ? unit.substring(0, unit.length() - 1) : unit;
    if (!DIFF_UNITS.contains(singular) && !DIFF_ALIASES.contains(unit)) {
      unknown("unit", literal, DIFF_UNITS);
    }
  }

  /** The part of DATE_EXTRACT. */
  void datePart(StringLiteral literal) {
    List<String> parts =
        Arrays.stream(ChronoField.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    if (!parts.contains(literal.value().toLowerCase(Locale.ROOT))) {
      unknown("part of a date", literal, parts);
    }
  }

  private void unknown(String what, StringLiteral literal, List<String> known) {
    String text = literal.value();
    reports.error(
        UNKNOWN_PART,
        literal.origin(),
        what,
        text,
        Suggestions.didYouMean(text, known),
        String.join(", ", known));
  }

  private static String sentence(RegexSyntaxException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
