package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.ruleset.CheckedRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select rules by what they say about themselves. A rule must satisfy all of them. */
public final class RuleFilter {
  @Option(
      names = "--rule",
      paramLabel = "TEXT",
      description = "Only rules with this identity, or with this text in their names.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only rules of this type, such as eql, threshold or new_terms.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--min-severity",
      paramLabel = "SEVERITY",
      description = "Only rules of at least this severity: low, medium, high or critical.")
  private @Nullable RuleSeverity minSeverity;

  @Option(
      names = "--tactic",
      paramLabel = "TACTIC",
      description = "Only rules for this tactic, by name or identity: 'Execution', TA0002.")
  private List<String> tactics = new ArrayList<>();

  @Option(
      names = "--technique",
      paramLabel = "TECHNIQUE",
      description =
          "Only rules for this technique or subtechnique, by name or identity: T1059, T1059.001.")
  private List<String> techniques = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only rules with this tag.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "Only rules that read this field, or a field below it.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "KQL",
      description =
          "Only rules whose keys satisfy this condition in KQL, such as"
              + " 'severity: high and tags: \"Domain: Endpoint\"' or 'metadata.maturity: production'.")
  private @Nullable String where;

  /** The condition on keys, if there is one. */
  Optional<String> where() {
    return Optional.ofNullable(where);
  }

  /**
   * The filter without the condition on keys. Of several values of one option, one must fit.
   *
   * @throws CommandFailure if a type does not exist
   */
  public Predicate<CheckedRule> filter() {
    List<String> known = Arrays.stream(RuleType.values()).map(RuleType::spelling).toList();
    for (String type : types) {
      if (!known.contains(type)) {
        throw CommandFailure.usage(
            "--type: There is no type '" + type + "'." + Suggestions.didYouMean(type, known));
      }
    }
    return this::accepts;
  }

  private boolean accepts(CheckedRule checked) {
    return checked.rule().isPresent() && accepts(checked.rule().get()) && reads(checked);
  }

  private boolean accepts(Rule rule) {
    return any(rules, text -> rule.ruleId().equals(text) || contains(rule.name(), text))
        && any(types, rule.type().spelling()::equals)
        && (minSeverity == null || rule.severity().compareTo(minSeverity) >= 0)
        && any(tactics, text -> items(rule, false).anyMatch(item -> isCalled(item, text)))
        && any(techniques, text -> items(rule, true).anyMatch(item -> isCalled(item, text)))
        && any(tags, text -> rule.head().tags().stream().anyMatch(text::equalsIgnoreCase));
  }

  private boolean reads(CheckedRule checked) {
    return any(
        fields,
        name ->
            checked.analyzed().map(AnalyzedRule::query).stream()
                .flatMap(query -> UsedFields.of(query).stream())
                .anyMatch(f -> f.name().equals(name) || f.name().startsWith(name + ".")));
  }

  private static boolean any(List<String> wanted, Predicate<String> fits) {
    return wanted.isEmpty() || wanted.stream().anyMatch(fits);
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static boolean isCalled(ThreatMapping.Item item, String text) {
    return item.id().equalsIgnoreCase(text) || item.name().equalsIgnoreCase(text);
  }

  private static Stream<ThreatMapping.Item> items(Rule rule, boolean techniques) {
    return rule.head().threats().stream()
        .flatMap(
            threat ->
                techniques
                    ? threat.techniques().stream()
                        .flatMap(
                            t -> Stream.concat(Stream.of(t.item()), t.subtechniques().stream()))
                    : Stream.of(threat.tactic()));
  }
}
