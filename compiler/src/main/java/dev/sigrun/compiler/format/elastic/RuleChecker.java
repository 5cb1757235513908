package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.DateMath;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.time.Intervals;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reports mistakes in a rule although each key on its own is correct. */
final class RuleChecker {
  private static final DiagnosticKind NO_UUID =
      DiagnosticKind.convention("RUL012", "Identity '%s' is not a UUID in lower case.");
  private static final DiagnosticKind BAD_IDENTITY =
      DiagnosticKind.error(
          "RUL080",
          "Identity '%s' must have 1 to 100 letters, digits, '.', '_' and '-', and begin with a"
              + " letter or digit.");
  private static final DiagnosticKind NO_SOURCE =
      DiagnosticKind.error("RUL015", "Neither 'index' nor 'data_view_id' is given. Add one.");
  private static final DiagnosticKind EMPTY_QUERY =
      DiagnosticKind.error("RUL016", "The query is empty.");
  private static final DiagnosticKind OTHER_LANGUAGE =
      DiagnosticKind.error("RUL017", "Rules of type %s cannot be written in '%s'. Use %s.");
  private static final DiagnosticKind BAD_DATE =
      DiagnosticKind.error("RUL019", "Time '%s' is not relative to now. Write it like 'now-9m'.");
  private static final DiagnosticKind BAD_INTERVAL =
      DiagnosticKind.error(
          "RUL020", "Interval '%s' cannot be read. Write a number and s, m, h or d.");
  private static final DiagnosticKind REPEATED_FIELD =
      DiagnosticKind.error("RUL021", "Field '%s' is listed twice.");
  private static final DiagnosticKind ALONE =
      DiagnosticKind.error("RUL022", "Key '%s' is given without '%s'.");
  private static final DiagnosticKind ONLY_NEGATED =
      DiagnosticKind.error(
          "RUL023", "All entries of the group are negated. Add one that is not negated.");
  private static final DiagnosticKind BOTH_SIGNS =
      DiagnosticKind.error(
          "RUL024", "The pair '%s' and '%s' is in the group both negated and not negated.");
  private static final DiagnosticKind NO_TIME =
      DiagnosticKind.error("RUL025", "Start '%s' is not before '%s': the time range is empty.");

  /** Kibana takes any text; these can be written anywhere as they are. */
  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** A released rule has this malformed identity, which can no longer change. */
  private static final String HISTORIC_ID = "7eb54028-ca72-4eb7-8185-b6864572347db";

  private final RuleKeys rule;
  private final RuleType type;
  private final DiagnosticSink sink;

  private RuleChecker(DataValue.Table rule, RuleType type, DiagnosticSink sink) {
    this.rule = new RuleKeys(rule);
    this.type = type;
    this.sink = sink;
  }

  /** Checks a {@code [rule]} whose keys look as they must. */
  static void check(DataValue.Table rule, RuleType type, DiagnosticSink sink) {
    RuleChecker checker = new RuleChecker(rule, type, sink);
    checker.checkIdentity();
    checker.checkEventSource();
    checker.checkQuery();
    checker.checkSchedule();
    checker.checkNewTerms();
    checker.checkThreatMatch();
  }

  private void checkIdentity() {
    String id = rule.text("rule_id");
    if (!IDENTITY.matcher(id).matches()) {
      report(BAD_IDENTITY, rule.origin("rule_id"), id);
    } else if (!UUID.matcher(id).matches() && !id.equals(HISTORIC_ID)) {
      report(NO_UUID, rule.origin("rule_id"), id);
    }
  }

  private void checkEventSource() {
    boolean index = !rule.texts("index").isEmpty();
    boolean dataView = rule.has("data_view_id");
    boolean needed =
        switch (type) {
          case QUERY, EQL, THRESHOLD, NEW_TERMS -> true;
          case SAVED_QUERY, ESQL, THREAT_MATCH, MACHINE_LEARNING -> false;
        };
    if (needed && !index && !dataView) {
      report(NO_SOURCE, rule.has("index") ? rule.origin("index") : rule.table().origin());
    }
  }

  private void checkQuery() {
    if (rule.has("language")) {
      checkLanguage("language", languages());
    }
    if (rule.has("threat_language")) {
      checkLanguage("threat_language", List.of("kuery", "lucene"));
    }
    boolean blank = rule.text("query").isBlank();
    boolean filtersDo = type == RuleType.QUERY && !rule.values("filters").isEmpty() && !isVendors();
    boolean needed =
        switch (type) {
          case QUERY, EQL, ESQL, THRESHOLD, NEW_TERMS, THREAT_MATCH -> true;
          case SAVED_QUERY, MACHINE_LEARNING -> false;
        };
    if (needed && blank && !filtersDo) {
      report(EMPTY_QUERY, rule.has("query") ? rule.origin("query") : rule.table().origin());
    }
  }

  private void checkLanguage(String key, List<String> languages) {
    if (!languages.contains(rule.text(key))) {
      String use = String.join(" or ", languages);
      report(OTHER_LANGUAGE, rule.origin(key), type, rule.text(key), use);
    }
  }

  private List<String> languages() {
    return switch (type) {
      case EQL -> List.of("eql");
      case ESQL -> List.of("esql");
      case QUERY, SAVED_QUERY, THRESHOLD, THREAT_MATCH, NEW_TERMS, MACHINE_LEARNING ->
          List.of("kuery", "lucene");
    };
  }

  private boolean isVendors() {
    return rule.texts("author").stream().anyMatch("elastic"::equalsIgnoreCase);
  }

  private void checkSchedule() {
    Optional<Duration> from = date("from", RuleAssembler.DEFAULT_FROM);
    Optional<Duration> to = date("to", RuleAssembler.DEFAULT_TO);
    if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) <= 0) {
      Origin origin = rule.origin(rule.has("from") ? "from" : "to");
      String start = rule.text("from", RuleAssembler.DEFAULT_FROM);
      report(NO_TIME, origin, start, rule.text("to", RuleAssembler.DEFAULT_TO));
    }
    Optional<Duration> interval =
        Intervals.parse(rule.text("interval", RuleAssembler.DEFAULT_INTERVAL));
    if (interval.isEmpty() || interval.get().isZero()) {
      report(BAD_INTERVAL, rule.origin("interval"), rule.text("interval"));
    }
  }

  private Optional<Duration> date(String key, String preset) {
    Optional<Duration> date = DateMath.beforeNow(rule.text(key, preset));
    if (date.isEmpty()) {
      report(BAD_DATE, rule.origin(key), rule.text(key));
    }
    return date;
  }

  private void checkNewTerms() {
    if (type != RuleType.NEW_TERMS) {
      return;
    }
    RuleKeys terms = rule.keys("new_terms");
    Set<String> seen = new HashSet<>();
    for (FieldName field : terms.fields("value")) {
      if (!seen.add(field.name())) {
        report(REPEATED_FIELD, field.origin(), field.name());
      }
    }
    RuleKeys window = terms.tables("history_window_start").get(0);
    Optional<Duration> history = window.date("value");
    Optional<Duration> from = DateMath.beforeNow(rule.text("from", RuleAssembler.DEFAULT_FROM));
    if (history.isEmpty()) {
      report(BAD_DATE, window.origin("value"), window.text("value"));
    } else if (from.isPresent() && history.get().compareTo(from.get()) <= 0) {
      String start = rule.text("from", RuleAssembler.DEFAULT_FROM);
      report(NO_TIME, window.origin("value"), window.text("value"), start);
    }
  }

  private void checkThreatMatch() {
    requireBoth("concurrent_searches", "items_per_search");
    for (RuleKeys group : rule.tables("threat_mapping")) {
      checkMappingGroup(group.tables("entries"));
    }
  }

  private void requireBoth(String first, String second) {
    if (rule.has(first) != rule.has(second)) {
      String given = rule.has(first) ? first : second;
      report(ALONE, rule.keyOrigin(given), given, rule.has(first) ? second : first);
    }
  }

  private void checkMappingGroup(List<RuleKeys> entries) {
    if (entries.stream().allMatch(entry -> entry.truth("negate"))) {
      report(ONLY_NEGATED, entries.get(0).origin("negate"));
      return;
    }
    Set<List<String>> positive = new HashSet<>();
    entries.stream()
        .filter(entry -> !entry.truth("negate"))
        .map(RuleChecker::pair)
        .forEach(positive::add);
    for (RuleKeys entry : entries) {
      if (entry.truth("negate") && positive.contains(pair(entry))) {
        report(BOTH_SIGNS, entry.origin("negate"), entry.text("field"), entry.text("value"));
      }
    }
  }

  private static List<String> pair(RuleKeys entry) {
    return List.of(entry.text("field"), entry.text("value"));
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
