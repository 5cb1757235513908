package dev.sigrun.compiler.language.sigma.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which correlation replaces an aggregation of Sigma 1. */
final class Aggregation {
  private static final Pattern COUNT =
      Pattern.compile(
          "\\|\\s*count\\(\\s*([^)\\s]*)\\s*\\)(?:\\s+by\\s+(\\S+))?\\s*([<>]=?|==?)\\s*([0-9]+)\\s*");

  private Aggregation() {}

  /** A sentence with a leading blank, or nothing if there is no simple replacement. */
  static String advice(String pipe) {
    Matcher count = COUNT.matcher(pipe);
    if (!count.matches()) {
      return "";
    }
    String operator =
        switch (count.group(3)) {
          case ">" -> "gt";
          case ">=" -> "gte";
          case "<" -> "lt";
          case "<=" -> "lte";
          default -> "eq";
        };
    boolean distinct = !count.group(1).isEmpty();
    String field = distinct ? ", field: " + count.group(1) : "";
    String groups = count.group(2) == null ? "" : " group-by: [" + count.group(2) + "],";
    return " Here: type: %s,%s condition: {%s: %s%s}, and the timeframe as timespan."
        .formatted(
            distinct ? "value_count" : "event_count", groups, operator, count.group(4), field);
  }
}
