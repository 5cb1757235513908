package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.DateMath;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.time.Intervals;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Warns of constructs that are allowed but probably not intended. */
final class RuleLint {
  private static final DiagnosticKind GAP =
      DiagnosticKind.warning(
          "RUL051",
          "The rule looks back '%s' but runs every '%s': events in between are never seen.");
  private static final DiagnosticKind ESCAPES_IN_QUERY =
      DiagnosticKind.warning(
          "RUL052",
          "Between double quotes, TOML resolves this backslash before the query is read. Write the"
              + " query between three single quotes.");
  private static final DiagnosticKind REPEATED_TAG =
      DiagnosticKind.warning("RUL053", "Tag '%s' is listed twice.");
  private static final DiagnosticKind ALONE =
      DiagnosticKind.warning("RUL054", "Key '%s' is given without '%s'.");
  private static final DiagnosticKind UPDATED_BEFORE_CREATED =
      DiagnosticKind.warning("RUL055", "The rule was updated before it was created, in '%s'.");
  private static final DiagnosticKind TOO_MANY_SIGNALS =
      DiagnosticKind.warning("RUL056", "Kibana creates at most 1000 alerts per run, not %s.");

  private static final DiagnosticKind IMPOSSIBLE_DATE =
      DiagnosticKind.warning("RUL059", "The date '%s' does not exist.");

  private static final long MOST_SIGNALS = 1000;

  private final RuleKeys metadata;
  private final RuleKeys rule;
  private final DiagnosticSink sink;

  private RuleLint(DataValue.Table metadata, DataValue.Table rule, DiagnosticSink sink) {
    this.metadata = new RuleKeys(metadata);
    this.rule = new RuleKeys(rule);
    this.sink = sink;
  }

  /** Looks at the tables of a rule without errors. */
  static void check(DataValue.Table metadata, DataValue.Table rule, DiagnosticSink sink) {
    RuleLint lint = new RuleLint(metadata, rule, sink);
    lint.checkSchedule();
    lint.checkEscapes("query");
    lint.checkEscapes("threat_query");
    lint.checkTags();
    lint.checkPair("timeline_id", "timeline_title");
    lint.checkPair("threat_query", "threat_language");
    lint.checkDates();
  }

  private void checkSchedule() {
    String from = rule.text("from", RuleAssembler.DEFAULT_FROM);
    String to = rule.text("to", RuleAssembler.DEFAULT_TO);
    String interval = rule.text("interval", RuleAssembler.DEFAULT_INTERVAL);
    Duration lookBack =
        DateMath.beforeNow(from).orElseThrow().minus(DateMath.beforeNow(to).orElseThrow());
    if (lookBack.compareTo(Intervals.parse(interval).orElseThrow()) < 0) {
      report(GAP, rule.origin(rule.has("from") ? "from" : "interval"), from, interval);
    }
    long signals = rule.whole("max_signals").orElse(0);
    if (signals > MOST_SIGNALS) {
      report(TOO_MANY_SIGNALS, rule.origin("max_signals"), signals);
    }
  }

  private void checkEscapes(String key) {
    if (rule.has(key)) {
      Origin query = rule.origin(key);
      int backslash = query.text().indexOf('\\');
      if (query.text().startsWith("\"") && backslash >= 0) {
        int start = query.span().start() + backslash;
        sink.report(ESCAPES_IN_QUERY, query.source(), new Span(start, start + 1));
      }
    }
  }

  private void checkTags() {
    Set<String> seen = new HashSet<>();
    for (DataValue tag : rule.values("tags")) {
      String text = tag.asText().orElseThrow();
      if (!seen.add(text)) {
        report(REPEATED_TAG, tag.origin(), text);
      }
    }
  }

  private void checkPair(String first, String second) {
    if (rule.has(first) != rule.has(second)) {
      String given = rule.has(first) ? first : second;
      report(ALONE, rule.keyOrigin(given), given, rule.has(first) ? second : first);
    }
  }

  /** Dates are written year first with all zeros, so that they compare as texts. */
  private void checkDates() {
    for (String key : List.of("creation_date", "updated_date", "deprecation_date")) {
      Optional<String> date = metadata.optionalText(key);
      if (date.isPresent() && !isDay(date.get())) {
        report(IMPOSSIBLE_DATE, metadata.origin(key), date.get());
      }
    }
    String created = metadata.text("creation_date");
    String updated = metadata.text("updated_date");
    if (updated.compareTo(created) < 0) {
      report(UPDATED_BEFORE_CREATED, metadata.origin("updated_date"), updated);
    }
  }

  private static boolean isDay(String date) {
    try {
      LocalDate.parse(date.replace('/', '-'));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
