package dev.sigrun.proof.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventDraft;
import dev.sigrun.proof.events.StreamMaker;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thresholds and new terms in ES|QL give on a real node the groups and the terms that the rules
 * mean, which are counted here in the plainest way.
 */
class GroupedEsqlProofTest {
  private static final long SEED = 1;
  private static final Field TIMESTAMP = Field.named("@timestamp", ValueType.DATE);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path folder;

  @Test
  void elasticsearchGivesTheGroupsThatRulesMean() throws IOException {
    ExportBackend backend =
        Backends.builtIn(ExportOptions.defaults()).byName("elasticsearch-esql").orElseThrow();
    List<AnalyzedRule> rules = new ArrayList<>();
    for (Compilation compilation : Corpus.compilations()) {
      compilation
          .analyzed()
          .filter(rule -> isGrouped(rule.query()))
          .filter(rule -> backend.emit(rule).fidelity() == Fidelity.EXACT)
          .ifPresent(rules::add);
    }
    List<String> differences = new ArrayList<>();
    Set<AnalyzedRule> silent = new HashSet<>(rules);
    try (SearchNode node = SearchNode.start(SearchNode.Server.ELASTICSEARCH, folder)) {
      for (EventGroup group : EventGroup.of(rules, GroupedEsqlProofTest::fields, this::events)) {
        try (LoadedIndex index = LoadedIndex.load(node, group)) {
          for (AnalyzedRule rule : group.rules()) {
            Set<List<String>> expected = expected(rule, group);
            Set<List<String>> actual = actual(rule, backend.emit(rule), index);
            if (!expected.isEmpty()) {
              silent.remove(rule);
            }
            if (!actual.equals(expected)) {
              differences.add(
                  rule.rule()
                      + "\n"
                      + backend.emit(rule).text().orElseThrow()
                      + "\nfinds "
                      + actual
                      + "\nnot   "
                      + expected);
            }
          }
        }
      }
    }
    assertThat(differences).as("of %s", rules.size()).isEmpty();
    assertThat(rules).hasSizeGreaterThan(240);
    assertThat(silent).hasSizeLessThan(5);
  }

  private static boolean isGrouped(Query query) {
    return query instanceof Query.Threshold || query instanceof Query.NewTerms;
  }

  private static Predicate predicate(Query query) {
    return query instanceof Query.Threshold threshold
        ? threshold.predicate()
        : ((Query.NewTerms) query).predicate();
  }

  private static List<Field> keys(Query query) {
    return query instanceof Query.Threshold threshold
        ? threshold.fields()
        : ((Query.NewTerms) query).fields();
  }

  private static Set<Field> fields(AnalyzedRule rule) {
    Query query = rule.query();
    Set<Field> fields = new LinkedHashSet<>(IndexMapping.fields(predicate(query)));
    fields.addAll(keys(query));
    fields.add(TIMESTAMP);
    rule.rule()
        .overrides()
        .timestamp()
        .ifPresent(name -> fields.add(Field.named(name.name(), ValueType.DATE)));
    return fields;
  }

  private List<Map<String, @Nullable Object>> events(AnalyzedRule rule) {
    Duration lookBack = rule.rule().schedule().lookBack();
    return StreamMaker.of(rule.query(), SEED, now, lookBack).events();
  }

  /** The query as it is, but with our clock. */
  private Set<List<String>> actual(AnalyzedRule rule, Artifact export, LoadedIndex index) {
    String text = export.text().orElseThrow().replace("NOW()", "TO_DATETIME(\"" + now + "\")");
    List<Field> keys = keys(rule.query());
    return index.rows(text).stream()
        .map(row -> keys.stream().map(key -> String.valueOf(row.get(key.name()))).toList())
        .collect(Collectors.toSet());
  }

  private Set<List<String>> expected(AnalyzedRule rule, EventGroup group) {
    Query query = rule.query();
    Map<List<String>, List<Instant>> times = new HashMap<>();
    for (Map<String, @Nullable Object> event : group.events()) {
      if (Interpreter.test(predicate(query), event, now)) {
        Instant time = Instant.parse(String.valueOf(event.get("@timestamp")));
        for (List<String> key : combinations(keys(query), event)) {
          times.computeIfAbsent(key, k -> new ArrayList<>()).add(time);
        }
      }
    }
    return times.entrySet().stream()
        .filter(seen -> isFound(rule.rule(), query, seen.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean isFound(Rule rule, Query query, List<Instant> times) {
    if (query instanceof Query.Threshold threshold) {
      return times.size() >= threshold.count();
    }
    Instant oldest = now.minus(((Query.NewTerms) query).history());
    Instant recent = now.minus(rule.schedule().lookBack());
    List<Instant> seen = times.stream().filter(time -> !time.isBefore(oldest)).toList();
    return !seen.isEmpty() && seen.stream().noneMatch(time -> time.isBefore(recent));
  }

  /** A key for each combination of values; none if a field has no value. */
  private static Set<List<String>> combinations(
      List<Field> fields, Map<String, @Nullable Object> event) {
    Set<List<String>> keys = new LinkedHashSet<>(Set.of(List.of()));
    for (Field field : fields) {
      Set<List<String>> longer = new LinkedHashSet<>();
      for (List<String> key : keys) {
        for (String value : values(event, EventDraft.place(field))) {
          List<String> whole = new ArrayList<>(key);
          whole.add(value);
          longer.add(whole);
        }
      }
      keys = longer;
    }
    return keys;
  }

  private static List<String> values(Map<String, @Nullable Object> tree, String name) {
    Object whole = tree.get(name);
    if (whole instanceof List<?> list) {
      return list.stream().map(String::valueOf).distinct().toList();
    }
    if (whole != null) {
      return List.of(String.valueOf(whole));
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? List.of()
        : JsonValues.asObject(tree.get(name.substring(0, dot)))
            .map(inner -> values(inner, name.substring(dot + 1)))
            .orElse(List.of());
  }
}
