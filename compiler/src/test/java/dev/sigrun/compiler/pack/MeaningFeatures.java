package dev.sigrun.compiler.pack;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.RuleBody;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The features of meaning that rules can use in any language: kinds of conditions and of rules, by
 * name.
 */
final class MeaningFeatures {
  private static final List<String> WORDS =
      List.of(
          "names of fields with a wildcard",
          "threshold with distinct values",
          "several groups of indicator fields",
          "several indicator fields in a group",
          "indicator field that must differ",
          "indicators chosen by a query",
          "indicators chosen by filters",
          "several severities for one field",
          "risk score of a field",
          "name of a field",
          "filter that is negated",
          "filter that is not negated",
          "filters without a query",
          "suppression of events",
          "suppression of sequences",
          "suppression of thresholds",
          "suppression of new terms",
          "suppression of indicator matches",
          "suppression without a duration",
          "suppression with a duration",
          "suppression by several fields");

  /** Types of no field that the rules of the pack know: they come with the mappings of users. */
  private static final Set<ValueType> ONLY_IN_MAPPINGS =
      Set.of(ValueType.HALF_FLOAT, ValueType.VERSION, ValueType.DATE_NANOS);

  private final Set<String> found = new TreeSet<>();

  private MeaningFeatures() {}

  /** Every feature. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(WORDS);
    kinds(Predicate.class).filter(kind -> !kind.endsWith("Constant")).forEach(all::add);
    kinds(Expression.class).filter(kind -> !kind.endsWith("Null")).forEach(all::add);
    kinds(Query.class).forEach(all::add);
    Stream.of(ValueType.values())
        .filter(type -> !ONLY_IN_MAPPINGS.contains(type) && !type.isRange())
        .forEach(type -> all.add("values: " + type.label()));
    Stream.of(CaseSensitivity.values()).forEach(s -> all.add("letters: " + s));
    IntStream.rangeClosed(0, 3).forEach(n -> all.add("threshold of fields: " + n));
    IntStream.rangeClosed(1, 3).forEach(n -> all.add("new terms of fields: " + n));
    Stream.of(AlertSuppression.MissingFields.values())
        .forEach(strategy -> all.add("suppression, missing fields: " + strategy));
    return all;
  }

  private static Stream<String> kinds(Class<?> family) {
    return Stream.of(family.getPermittedSubclasses()).map(MeaningFeatures::kind);
  }

  private static String kind(Class<?> kind) {
    Class<?> enclosing = kind.getEnclosingClass();
    // A kind in a file of its own is named by the interface that it implements.
    Class<?> named = enclosing == null ? kind.getInterfaces()[0] : enclosing;
    String family = named.getSimpleName().toLowerCase(Locale.ROOT);
    return family + " " + kind.getSimpleName();
  }

  /** The features that {@code rule} uses. */
  static Set<String> of(AnalyzedRule rule) {
    MeaningFeatures features = new MeaningFeatures();
    Pack.nodes((Record) rule.query()).forEach(features::node);
    features.query(rule.query());
    features.body(rule);
    rule.rule().suppression().ifPresent(s -> features.suppression(s, rule.query()));
    return features.found;
  }

  private void node(Record node) {
    if (node instanceof Predicate || node instanceof Expression || node instanceof Query) {
      found.add(kind(node.getClass()));
    } else if (node instanceof Field field) {
      found.add("values: " + field.type().label());
      addIf("names of fields with a wildcard", field.pattern());
    }
    for (var component : node.getClass().getRecordComponents()) {
      if (component.getType() == CaseSensitivity.class) {
        found.add("letters: " + Pack.value(component, node));
      }
    }
  }

  private void query(Query query) {
    if (query instanceof Query.Threshold threshold) {
      found.add("threshold of fields: " + threshold.fields().size());
      addIf("threshold with distinct values", threshold.cardinality().isPresent());
    } else if (query instanceof Query.NewTerms terms) {
      found.add("new terms of fields: " + terms.fields().size());
    } else if (query instanceof Query.IndicatorMatch match) {
      addIf("several groups of indicator fields", match.groups().size() > 1);
      for (Query.IndicatorMatch.Group group : match.groups()) {
        addIf("several indicator fields in a group", group.entries().size() > 1);
        addIf(
            "indicator field that must differ",
            group.entries().stream().anyMatch(entry -> !entry.findsIndicators()));
      }
    }
  }

  private void body(AnalyzedRule analyzed) {
    var rule = analyzed.rule();
    if (rule.body() instanceof RuleBody.ThreatMatch match) {
      addIf("indicators chosen by a query", match.query().isPresent());
      addIf("indicators chosen by filters", !match.filters().isEmpty());
    }
    String filters = rule.parameters().getOrDefault("filters", "").toString();
    addIf("filter that is negated", filters.contains("negate=true"));
    addIf("filter that is not negated", filters.contains("negate=false"));
    addIf("filters without a query", rule.query().isEmpty());
    addIf("several severities for one field", size(rule.parameters(), "severity_mapping") > 1);
    addIf("risk score of a field", size(rule.parameters(), "risk_score_mapping") > 0);
    addIf("name of a field", rule.parameters().containsKey("rule_name_override"));
  }

  private static int size(Map<String, Object> parameters, String key) {
    return parameters.get(key) instanceof List<?> list ? list.size() : 0;
  }

  private void suppression(AlertSuppression suppression, Query query) {
    String what =
        query instanceof Query.Threshold
            ? "thresholds"
            : query instanceof Query.NewTerms
                ? "new terms"
                : query instanceof Query.IndicatorMatch
                    ? "indicator matches"
                    : query instanceof Query.SingleEvent ? "events" : "sequences";
    found.add("suppression of " + what);
    found.add(
        "suppression " + (suppression.duration().isPresent() ? "with" : "without") + " a duration");
    found.add("suppression, missing fields: " + suppression.missingFields());
    addIf("suppression by several fields", suppression.groupBy().size() > 1);
  }

  private void addIf(String feature, boolean used) {
    if (used) {
      found.add(feature);
    }
  }
}
