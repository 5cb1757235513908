package dev.sigrun.runtime;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known about a rule, apart from its compiled condition. */
public final class Rule {
  private final Map<String, @Nullable Object> parameters;
  private final String ruleId;

  private Rule(Map<String, @Nullable Object> parameters, String ruleId) {
    this.parameters = parameters;
    this.ruleId = ruleId;
  }

  /**
   * The rule with the given parameters.
   *
   * @param parameters the whole rule in snake case as JSON-like values, with at least a string
   *     {@code rule_id}
   * @throws IllegalArgumentException if {@code rule_id} is missing
   */
  public static Rule of(Map<String, ? extends @Nullable Object> parameters) {
    return ofUnmodifiable(JsonValues.copyOf(parameters));
  }

  private static Rule ofUnmodifiable(Map<String, @Nullable Object> parameters) {
    if (!(parameters.get("rule_id") instanceof String ruleId)) {
      throw new IllegalArgumentException("The rule has no rule_id.");
    }
    return new Rule(parameters, ruleId);
  }

  /**
   * Reads a JSON array of parameter objects. The stream is not closed.
   *
   * @throws IllegalArgumentException if the text is not such an array
   * @throws IOException if reading fails
   */
  public static List<Rule> readAll(InputStream json) throws IOException {
    Object tree;
    try {
      tree = JsonValues.read(json);
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException("The rules are not valid JSON: " + e.getMessage(), e);
    }
    if (!(tree instanceof List<?> entries)) {
      throw new IllegalArgumentException("The rules are not a JSON array.");
    }
    List<Rule> rules = new ArrayList<>(entries.size());
    for (Object entry : entries) {
      // What was read is unmodifiable, and nobody else has it.
      rules.add(
          ofUnmodifiable(
              JsonValues.asObject(entry).orElseThrow(() -> notAnObject(rules.size()))));
    }
    return List.copyOf(rules);
  }

  private static IllegalArgumentException notAnObject(int index) {
    return new IllegalArgumentException("Entry " + index + " of the rules is not an object.");
  }

  /** The stable id that the author gave the rule. */
  public String ruleId() {
    return ruleId;
  }

  /** The name for people; the rule id when there is none. */
  public String name() {
    return text("name").orElse(ruleId);
  }

  /** Such as {@code low}, {@code medium}, {@code high} or {@code critical}; low when not given. */
  public String severity() {
    return text("severity").orElse("low");
  }

  /** From 0 to 100; 0 when not given. */
  public double riskScore() {
    return parameters.get("risk_score") instanceof Number score ? score.doubleValue() : 0;
  }

  /** The kind of rule, such as {@code eql} or {@code query}; query when not given. */
  public String type() {
    return text("type").orElse("query");
  }

  /** The language of the query, such as {@code eql} or {@code kuery}; empty when not given. */
  public String language() {
    return text("language").orElse("");
  }

  /** The whole rule in snake case: unmodifiable JSON-like values in the order of the source. */
  public Map<String, @Nullable Object> parameters() {
    return parameters;
  }

  private Optional<String> text(String key) {
    return parameters.get(key) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rule rule && parameters.equals(rule.parameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ruleId);
  }

  @Override
  public String toString() {
    return ruleId;
  }
}
