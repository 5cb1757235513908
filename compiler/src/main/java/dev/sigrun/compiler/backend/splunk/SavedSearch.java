package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A stanza of {@code savedsearches.conf}. Values are one line each but the search. */
final class SavedSearch {
  private static final int LONGEST_NAME = 120;
  private static final Pattern BEFORE_NOW = Pattern.compile("now-(\\d{1,6})([smhdw])");

  private final Rule rule;
  private final Query query;
  private final ExportOptions options;
  private final SplSearch search;
  private final Reasons reasons;

  SavedSearch(AnalyzedRule rule, ExportOptions options, SplSearch search, Reasons reasons) {
    this.rule = rule.rule();
    this.query = rule.query();
    this.options = options;
    this.search = search;
    this.reasons = reasons;
  }

  /** A name that can stand between the brackets of a stanza. */
  static String stanzaName(String text) {
    String name = SplText.comment(text).strip();
    String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
    return cut.isEmpty() || cut.equals("default") ? "rule " + cut : cut;
  }

  String print() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("description", description());
    keys.put("disabled", "1");
    keys.put("enableSched", "1");
    keys.put("cron_schedule", cron(rule.schedule().period()));
    keys.put("schedule_window", "auto");
    keys.put("dispatch.earliest_time", "-" + earliest().toSeconds() + "s");
    keys.put("dispatch.latest_time", latest().isZero() ? "now" : "-" + latest().toSeconds() + "s");
    keys.put("counttype", "number of events");
    keys.put("relation", "greater than");
    keys.put("quantity", "0");
    keys.put("alert.track", "1");
    keys.put("alert.digest_mode", "0");
    keys.put("alert.severity", String.valueOf(severity()));
    suppression(keys);
    String plain =
        keys.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue() + "\n")
            .collect(Collectors.joining());
    return "[" + stanzaName(rule.name()) + "]\n" + plain + "search = " + value() + "\n";
  }

  /** A line that goes on ends with a backslash; no line of a search does so by itself. */
  private String value() {
    return search.lines().stream().collect(Collectors.joining(" \\\n"));
  }

  private String description() {
    String text = SplText.comment(rule.description()).strip();
    String fidelity = String.join(" ", SplunkRule.statement(reasons));
    return text + " (rule " + SplText.comment(rule.ruleId()) + "; " + fidelity + ")";
  }

  /** At least as often as the rule runs, at even times. */
  static String cron(Duration period) {
    long minutes = Math.max(1, period.toMinutes());
    if (minutes < 60) {
      long even = minutes;
      while (60 % even != 0) {
        even--;
      }
      return even == 1 ? "* * * * *" : "*/" + even + " * * * *";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      while (24 % hours != 0) {
        hours--;
      }
      return hours == 1 ? "0 * * * *" : "0 */" + hours + " * * *";
    }
    return "0 0 * * *";
  }

  /** How long before now the search ends, as the rule says. */
  private Duration latest() {
    return written(rule.schedule().to());
  }

  private static Duration written(String dateMath) {
    Matcher before = BEFORE_NOW.matcher(dateMath);
    if (!before.matches()) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(before.group(1));
    return switch (before.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  /** Long enough for a sequence that ends since the last run, and for all of a history. */
  private Duration earliest() {
    Duration needed = rule.schedule().lookBack();
    if (query instanceof Query.Sequence sequence) {
      Duration whole = sequence.maxSpan().orElse(Duration.ZERO).plus(rule.schedule().period());
      needed = whole.compareTo(needed) > 0 ? whole : needed;
    }
    if (query instanceof Query.NewTerms terms) {
      needed = terms.history().compareTo(needed) > 0 ? terms.history() : needed;
    }
    return needed.plus(latest());
  }

  private int severity() {
    return switch (rule.severity()) {
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }

  private void suppression(Map<String, String> keys) {
    List<FieldName> groups =
        rule.body() instanceof RuleBody.Threshold threshold
            ? threshold.fields()
            : rule.suppression().map(AlertSuppression::groupBy).orElse(List.of());
    SplunkFields fields = new SplunkFields(options);
    List<String> names =
        groups.stream()
            .flatMap(field -> options.mapping().namesOf(field.name()).stream())
            .map(fields::nameOf)
            .filter(SplText::isWritable)
            .toList();
    boolean suppressed = rule.suppression().isPresent() && !names.isEmpty();
    keys.put("alert.suppress", suppressed ? "1" : "0");
    if (suppressed) {
      Duration period =
          rule.suppression().flatMap(AlertSuppression::duration).orElse(rule.schedule().period());
      keys.put("alert.suppress.fields", String.join(",", names));
      keys.put("alert.suppress.period", period.toSeconds() + "s");
    }
  }
}
