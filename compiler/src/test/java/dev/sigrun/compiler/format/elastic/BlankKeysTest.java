package dev.sigrun.compiler.format.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.TomlWriter;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code ""} means for every key of a rule file that holds text. The walk over the shapes
 * finds the keys, so that none is missing in the table.
 */
class BlankKeysTest {
  /** What Kibana's schema takes ({@code z.string()}) is kept or left out, unless it is told why. */
  private static final String OUTCOMES =
      """
      # Only in Elastic's repository, which checks the forms of dates, versions and words.
      metadata.creation_date               RUL026
      metadata.updated_date                RUL026
      metadata.maturity                    RUL006
      metadata.integration[]               left out
      metadata.min_stack_version           RUL026
      metadata.min_stack_comments          left out
      metadata.deprecation_date            RUL026
      metadata.deprecated_reason           left out
      metadata.comments                    left out
      metadata.os_type_list[]              RUL006
      metadata.related_endpoint_rules[][]  RUL009

      # Kibana wants one of a few words, a length of at least 1, or a span of time.
      rule.type                            RUL006
      rule.severity                        RUL006
      rule.name                            RUL009
      rule.description                     RUL009
      rule.language                        RUL006
      rule.threat_language                 RUL006
      rule.from                            RUL009
      rule.interval                        RUL009
      rule.throttle                        RUL009
      rule.investigation_fields.field_names[]                RUL009
      rule.exceptions_list[].id                              RUL009
      rule.exceptions_list[].list_id                         RUL009
      rule.exceptions_list[].type                            RUL009
      rule.exceptions_list[].namespace_type                  RUL006
      rule.severity_mapping[].severity                       RUL006
      rule.severity_mapping[].operator                       RUL006
      rule.risk_score_mapping[].operator                     RUL006
      rule.alert_suppression.missing_fields_strategy         RUL006
      rule.alert_suppression.duration.unit                   RUL006
      rule.threat_mapping[].entries[].field                  RUL009
      rule.threat_mapping[].entries[].type                   RUL006
      rule.threat_mapping[].entries[].value                  RUL009
      rule.new_terms.field                                   RUL006
      rule.new_terms.history_window_start[].field            RUL006
      rule.new_terms.history_window_start[].value            RUL009

      # Kibana takes any string here, but then the rule finds something else or nothing: an
      # identity that names nothing, a time that no run can read, a field without a name.
      rule.rule_id                         RUL009
      rule.to                              RUL009
      rule.new_terms.value[]               RUL009
      rule.alert_suppression.group_by[]    RUL009
      rule.threshold.cardinality[].field   RUL009
      rule.threat_indicator_path           RUL009
      rule.machine_learning_job_id[]       RUL009

      # Kibana takes any string, and this one means what no key means.
      rule.author[]                        left out
      rule.license                         left out
      rule.tags[]                          left out
      rule.references[]                    left out
      rule.false_positives[]               left out
      rule.building_block_type             left out
      rule.timestamp_override              left out
      rule.rule_name_override              left out
      rule.timeline_id                     left out
      rule.timeline_title                  left out
      rule.index[]                         left out
      rule.data_view_id                    left out
      rule.event_category_override         left out
      rule.timestamp_field                 left out
      rule.tiebreaker_field                left out
      rule.threshold.field[]               left out

      # A list of one: nothing is left of the indexes that indicators come from.
      rule.threat_index[]                  RUL010

      # Kibana takes any string, and this one says something or stands for what cannot be left out.
      rule.query                           kept
      rule.threat_query                    kept
      rule.saved_id                        kept
      rule.note                            kept
      rule.setup                           kept
      rule.severity_mapping[].field        kept
      rule.severity_mapping[].value        kept
      rule.risk_score_mapping[].field      kept
      rule.risk_score_mapping[].value      kept
      rule.threat[].framework              kept
      rule.threat[].tactic.id                                kept
      rule.threat[].tactic.name                              kept
      rule.threat[].tactic.reference                         kept
      rule.threat[].technique[].id                           kept
      rule.threat[].technique[].name                         kept
      rule.threat[].technique[].reference                    kept
      rule.threat[].technique[].subtechnique[].id            kept
      rule.threat[].technique[].subtechnique[].name          kept
      rule.threat[].technique[].subtechnique[].reference     kept
      """;

  /** Values where any text would be an error. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "rule.rule_id", "00000000-0000-4000-8000-000000000001",
          "rule.from", "now-9m",
          "rule.to", "now",
          "rule.interval", "5m",
          "rule.new_terms.history_window_start[].value", "now-7d");

  /** A file with every key that a type of rules may have; one of them may be blank. */
  private static final class WholeFile {
    private final RuleType type;
    private final String blank;
    private final Set<String> texts = new LinkedHashSet<>();
    private final Map<String, Object> tables = new LinkedHashMap<>();

    WholeFile(RuleType type, String blank) {
      this.type = type;
      this.blank = blank;
      tables.put("metadata", value("metadata", RuleShape.METADATA));
      tables.put("rule", value("rule", RuleShape.RULE));
    }

    private Object value(String path, Shape shape) {
      if (shape instanceof Shape.OrBlank optional) {
        return value(path, optional.shape());
      } else if (shape instanceof Shape.Text) {
        return text(path, EXAMPLES.getOrDefault(path, "x"));
      } else if (shape instanceof Shape.Formatted formatted) {
        return text(path, formatted.example());
      } else if (shape instanceof Shape.Choice choice) {
        String word =
            path.equals("rule.type")
                ? type.spelling()
                : path.equals("rule.language") ? language() : choice.words().get(0);
        return text(path, path.equals("rule.threat_language") ? "kuery" : word);
      } else if (shape instanceof Shape.Whole whole) {
        return whole.least();
      } else if (shape instanceof Shape.Truth) {
        return false;
      } else if (shape instanceof Shape.OneOrMore several) {
        return value(path, several.list());
      } else if (shape instanceof Shape.ListOf list) {
        return List.of(value(path + "[]", list.element()));
      }
      Map<String, Object> table = new LinkedHashMap<>();
      if (shape instanceof Shape.Table keys) {
        for (Shape.Key key : keys.keys()) {
          if (key.need().allows(type) && !(key.shape() instanceof Shape.Anything)) {
            table.put(key.name(), value(path + "." + key.name(), key.shape()));
          }
        }
      }
      return table;
    }

    private String text(String path, String example) {
      texts.add(path);
      return path.equals(blank) ? "" : example;
    }

    private String language() {
      return switch (type) {
        case EQL -> "eql";
        case ESQL -> "esql";
        case QUERY, SAVED_QUERY, THRESHOLD, THREAT_MATCH, NEW_TERMS, MACHINE_LEARNING -> "kuery";
      };
    }

    RuleReading read() {
      return BlankKeysTest.read(TomlWriter.write(tables));
    }
  }

  @Test
  void everyKeyIsInTheTable() {
    Map<String, String> found = new LinkedHashMap<>();
    for (RuleType type : RuleType.values()) {
      WholeFile complete = new WholeFile(type, "");
      RuleReading usual = complete.read();
      assertThat(usual.rule()).as("%s: %s", type, usual.diagnostics()).isPresent();
      for (String path : complete.texts) {
        if (!found.containsKey(path)) {
          found.put(path, outcome(new WholeFile(type, path)));
        }
      }
    }
    Map<String, String> expected =
        OUTCOMES
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split(" +", 2))
            .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static String outcome(WholeFile file) {
    RuleReading reading = file.read();
    if (reading.rule().isEmpty()) {
      return reading.diagnostics().stream()
          .filter(d -> d.severity() == Severity.ERROR)
          .map(Diagnostic::code)
          .collect(Collectors.joining(" "));
    }
    ElasticDocument document = (ElasticDocument) reading.rule().get().document();
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("metadata", document.metadata());
    read.put("rule", document.rule());
    boolean reported =
        reading.diagnostics().stream().anyMatch(d -> d.code().matches("RUL058|RUL081"));
    boolean kept = read.equals(file.tables);
    assertThat(reported).as(file.blank).isEqualTo(!kept);
    return kept ? "kept" : "left out";
  }

  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/02"
      [rule]
      author = ["Jane"]
      description = "Finds things."
      name = "Things Found"
      risk_score = 47
      rule_id = "00000000-0000-4000-8000-000000000001"
      severity = "medium"
      type = "query"
      language = "kuery"
      query = "a:b"
      index = ["logs-*"]
      """;

  /** Beside other entries, as one string, of blanks only, and in keys that belong together. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "index = ['logs-*'] | index = ['', 'logs-*', ' '] | RUL081 RUL081",
        "index = ['logs-*'] | index = [''] | RUL081 RUL015",
        "index = ['logs-*'] | index = [] | RUL015",
        "index = ['logs-*'] | data_view_id = '' | RUL058 RUL015",
        "index = ['logs-*'] | index = ['logs-*']; data_view_id = '' | RUL058",
        "author = ['Jane'] | author = ['', 'Jane'] | RUL081",
        "author = ['Jane'] | tags = ['', '', 'a']; author = [] | RUL081 RUL081",
        "author = ['Jane'] | author = []; timeline_id = ''; timeline_title = '' | RUL058 RUL058",
        "author = ['Jane'] | author = []; timeline_id = 'x'; timeline_title = ''"
            + " | RUL058 RUL054",
        "author = ['Jane'] | author = []; timestamp_override = '\t' | RUL058",
        "author = ['Jane'] | author = []; building_block_type = 'none' | RUL006",
        "name = 'Things Found' | name = ' ' | RUL009",
        "type = 'query' | type = 'query'; saved_id = 'x' |",
        "type = 'query' | type = 'threshold'; threshold.field = ''; threshold.value = 1 | RUL058",
        "type = 'query' | type = 'threshold'; threshold.field = 'a'; threshold.value = 1 |",
        "type = 'query' | type = 'threshold'; threshold.field = ['a', ''];"
            + " threshold.value = 1 | RUL081",
        "type = 'query' | type = 'threshold'; threshold.field = ['a','b','c','d','e','f'];"
            + " threshold.value = 1 | RUL010"
      })
  void neighbours(String part, String replacement, @Nullable String codes) {
    String was = part.replace('\'', '"');
    assertThat(RULE).contains(was);
    String text = RULE.replace(was, replacement.replace('\'', '"').replace("; ", "\n"));
    assertThat(read(text).diagnostics().stream().map(Diagnostic::code).toList())
        .containsExactlyInAnyOrderElementsOf(
            Optional.ofNullable(codes).map(c -> List.of(c.split(" "))).orElse(List.of()));
  }

  /** The first mapping counts, even if it names no field. */
  @Test
  void laterMappingsDoNotMoveUp() {
    String mapping =
        """
        [[rule.risk_score_mapping]]
        field = "%s"
        operator = "equals"
        value = ""
        [[rule.risk_score_mapping]]
        field = "b"
        operator = "equals"
        value = ""
        """;
    List<List<String>> fields = new ArrayList<>();
    for (String first : List.of("a", "")) {
      fields.add(
          read(RULE + mapping.formatted(first))
              .rule()
              .orElseThrow()
              .overrides()
              .riskScores()
              .stream()
              .map(each -> each.field().name())
              .toList());
    }
    assertThat(fields).containsExactly(List.of("a"), List.of());
  }

  private static RuleReading read(String toml) {
    return new ElasticRuleFormat().read(SourceText.of("x.toml", toml)).get(0);
  }
}
