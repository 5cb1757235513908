package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as its author wrote it, checked for form. What its query means is for later stages.
 *
 * @param source the rule file
 * @param metadata bookkeeping
 * @param ruleId its stable identity
 * @param ruleIdOrigin where the identity is written
 * @param name the title
 * @param nameOrigin where the title is written
 * @param description what it finds, in a sentence or two
 * @param severity how bad a detection is
 * @param riskScore the same as a number from 0 to 100
 * @param authors who wrote it
 * @param license the name of its licence
 * @param tags labels
 * @param references addresses to read further
 * @param falsePositives known harmless causes
 * @param note the investigation guide, in Markdown, before its {@code transform} is applied
 * @param setup what the data source needs, in Markdown
 * @param threats tactics and techniques it looks for
 * @param schedule when and over which time it looks
 * @param eventSource where its events come from
 * @param overrides what events may change in their alerts
 * @param suppression when further alerts are held back
 * @param buildingBlock whether its alerts only feed other rules
 * @param investigationFields names of fields to show first
 * @param exceptionLists lists of exceptions that it names
 * @param filters Kibana filters in addition to the query, a table each
 * @param query the query; empty for machine learning and for rules of filters only
 * @param body what is particular to its type
 * @param parameters the whole {@code [rule]} table as plain values, see {@link DataValue#plain}
 * @param transform the whole {@code [transform]} table as plain values
 */
public record Rule(
    SourceText source,
    RuleMetadata metadata,
    String ruleId,
    Origin ruleIdOrigin,
    String name,
    Origin nameOrigin,
    String description,
    RuleSeverity severity,
    int riskScore,
    List<String> authors,
    Optional<String> license,
    List<String> tags,
    List<String> references,
    List<String> falsePositives,
    Optional<String> note,
    Optional<String> setup,
    List<ThreatMapping> threats,
    RuleSchedule schedule,
    EventSource eventSource,
    AlertOverrides overrides,
    Optional<AlertSuppression> suppression,
    boolean buildingBlock,
    List<String> investigationFields,
    List<ExceptionList> exceptionLists,
    List<DataValue> filters,
    Optional<QueryText> query,
    RuleBody body,
    Map<String, Object> parameters,
    Map<String, Object> transform) {
  /** Copies the collections. */
  public Rule {
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
    references = List.copyOf(references);
    falsePositives = List.copyOf(falsePositives);
    threats = List.copyOf(threats);
    investigationFields = List.copyOf(investigationFields);
    exceptionLists = List.copyOf(exceptionLists);
    filters = List.copyOf(filters);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    transform = Collections.unmodifiableMap(new LinkedHashMap<>(transform));
  }

  /** What it does with the events that its query selects. */
  public RuleType type() {
    return body.type();
  }

  /** The path of its file, as the user wrote it. */
  public String path() {
    return source.name();
  }

  /** Its file, its identity and its name. */
  @Override
  public String toString() {
    return path() + ": " + name + " (" + ruleId + ")";
  }
}
