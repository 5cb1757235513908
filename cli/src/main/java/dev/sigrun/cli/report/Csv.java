package dev.sigrun.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180) that no spreadsheet takes for formulas. */
public final class Csv {
  private Csv() {}

  /** One record with its line break. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String cell(String text) {
    String safe = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
