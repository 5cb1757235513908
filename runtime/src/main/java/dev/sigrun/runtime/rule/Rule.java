package dev.sigrun.runtime.rule;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.time.Intervals;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a rule: everything except its compiled condition.
 *
 * <pre>{@code
 * for (Rule rule : rules.rules()) {
 *   System.out.println(rule.severity() + " " + rule.name() + " " + rule.parameters().get("tags"));
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Rule {
  private final String ruleId;

  /** The location of the parameters; null once they are known. */
  private @Nullable Parameters unread;

  private volatile @Nullable Map<String, @Nullable Object> parameters;

  /** A file of a compiled set. */
  private record Parameters(RuleFiles files, String file) {}

  private Rule(
      String ruleId,
      @Nullable Parameters unread,
      @Nullable Map<String, @Nullable Object> parameters) {
    this.ruleId = ruleId;
    this.unread = unread;
    this.parameters = parameters;
  }

  /**
   * The rule with the given parameters.
   *
   * @param parameters the whole rule in snake case as JSON-like values, with at least a string
   *     {@code rule_id}
   * @throws IllegalArgumentException if {@code rule_id} is missing
   */
  public static Rule of(Map<String, ? extends @Nullable Object> parameters) {
    if (!(parameters.get("rule_id") instanceof String ruleId)) {
      throw new IllegalArgumentException("The rule has no rule_id.");
    }
    return new Rule(ruleId, null, JsonValues.copyOf(parameters));
  }

  /**
   * The rule whose parameters are read when they are first wanted, because most rules never alert.
   *
   * @param file what {@link RuleFiles#open} calls them; they have this {@code ruleId}
   */
  public static Rule late(String ruleId, RuleFiles files, String file) {
    return new Rule(ruleId, new Parameters(files, file), null);
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
    return parameters().get("risk_score") instanceof Number score ? score.doubleValue() : 0;
  }

  /** The kind of rule, such as {@code eql} or {@code query}; query when not given. */
  public String type() {
    return text("type").orElse("query");
  }

  /** The language of the query, such as {@code eql} or {@code kuery}; empty when not given. */
  public String language() {
    return text("language").orElse("");
  }

  /** The words by which people group rules; none when not given. */
  public List<String> tags() {
    return texts(parameters().get("tags"));
  }

  /** The time between two runs where a scheduler runs the rule; empty when not given. */
  public Optional<Duration> interval() {
    return text("interval").flatMap(Intervals::parse);
  }

  /** The fields that make the groups of a threshold; none for one group of all events. */
  public List<String> thresholdFields() {
    return texts(member("threshold", "field"));
  }

  /** The fields whose distinct values a threshold counts; none if it counts events alone. */
  public List<String> countedFields() {
    List<String> fields = new ArrayList<>();
    if (member("threshold", "cardinality") instanceof List<?> counts) {
      for (Object count : counts) {
        JsonValues.asObject(count).ifPresent(c -> fields.addAll(texts(c.get("field"))));
      }
    }
    return List.copyOf(fields);
  }

  /** The names of the values that make the groups of a correlation; none for one group. */
  public List<String> correlationFields() {
    return texts(member("correlation", "group_by"));
  }

  /** The fields by whose values alerts are suppressed: own ones, or those of the threshold. */
  public List<String> suppressionFields() {
    Object own = member("alert_suppression", "group_by");
    return own == null ? thresholdFields() : texts(own);
  }

  /**
   * The whole rule in snake case: unmodifiable JSON-like values in the order of the source.
   *
   * @throws DamagedRuleException if they come from a damaged file; then all other methods except
   *     the one for the id throw it, too
   */
  public Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> known = parameters;
    return known == null ? readParameters() : known;
  }

  private synchronized Map<String, @Nullable Object> readParameters() {
    Parameters file = unread;
    if (file == null) {
      return Objects.requireNonNull(parameters, "parameters");
    }
    Map<String, @Nullable Object> read =
        read(file).filter(map -> ruleId.equals(map.get("rule_id"))).orElse(null);
    if (read == null) {
      throw new DamagedRuleException(ruleId, "they belong to another rule");
    }
    parameters = read;
    unread = null;
    return read;
  }

  private Optional<Map<String, @Nullable Object>> read(Parameters parameters) {
    try (InputStream json = parameters.files().open(parameters.file())) {
      if (json == null) {
        throw new DamagedRuleException(ruleId, "there is no " + parameters.file());
      }
      return JsonValues.asObject(JsonValues.read(json));
    } catch (IOException | JsonFormatException e) {
      throw new DamagedRuleException(ruleId, String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> text(String key) {
    return parameters().get(key) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  private @Nullable Object member(String table, String key) {
    Map<String, @Nullable Object> members =
        JsonValues.asObject(parameters().get(table)).orElse(Map.of());
    return members.get(key);
  }

  /** A list, or a single text that counts as a list of one unless it is empty. */
  private static List<String> texts(@Nullable Object oneOrMore) {
    if (oneOrMore instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return oneOrMore instanceof String text && !text.isEmpty() ? List.of(text) : List.of();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rule rule
        && ruleId.equals(rule.ruleId)
        && parameters().equals(rule.parameters());
  }

  @Override
  public int hashCode() {
    return ruleId.hashCode();
  }

  @Override
  public String toString() {
    return ruleId;
  }
}
