package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.format.KnownKey.Kind;
import dev.sigrun.compiler.language.sigma.syntax.CorrelationReader;
import dev.sigrun.compiler.language.sigma.syntax.LogSourceReader;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of a Sigma rule, from the lists by which rules are checked. */
final class SigmaVocabulary {
  private static final Set<String> REQUIRED = Set.of("title", "logsource", "detection");
  private static final Set<String> TABLES =
      Set.of("logsource", "detection", "correlation", "filter", "aliases", "condition");
  private static final Set<String> LISTS =
      Set.of("references", "fields", "falsepositives", "tags", "scope", "rules", "group-by");

  private SigmaVocabulary() {}

  /** The keys of the map at a path. */
  static List<KnownKey> in(List<String> path) {
    return switch (String.join(".", path)) {
      case "" -> SigmaKeys.KNOWN.stream().map(SigmaVocabulary::top).toList();
      case "logsource" -> keys(LogSourceReader.KEYS);
      case "correlation" ->
          CorrelationReader.KEYS.stream().map(SigmaVocabulary::correlation).toList();
      case "correlation.condition" -> keys(CorrelationReader.CONDITION_KEYS);
      case "related" ->
          List.of(
              text("id", List.of()),
              new KnownKey("type", "a relation", Kind.TEXT, true, SigmaKeys.RELATIONS));
      case "detection", "filter" ->
          List.of(new KnownKey("condition", "which selections match", Kind.TEXT, true, List.of()));
      default -> List.of();
    };
  }

  private static List<KnownKey> keys(List<String> names) {
    return names.stream().map(name -> text(name, List.of())).toList();
  }

  private static KnownKey text(String name, List<String> words) {
    return new KnownKey(name, "a text", Kind.TEXT, false, words);
  }

  private static KnownKey top(String name) {
    boolean required = REQUIRED.contains(name);
    if (name.equals("related")) {
      return new KnownKey(name, "a list of maps", Kind.TABLES, false, List.of());
    }
    if (TABLES.contains(name)) {
      return new KnownKey(name, "a map", Kind.TABLE, required, List.of());
    }
    if (LISTS.contains(name)) {
      List<String> words = name.equals("tags") ? tags() : List.of();
      return new KnownKey(name, "a list of texts", Kind.LIST, false, words);
    }
    List<String> words =
        switch (name) {
          case "status" -> HeadReader.STATUSES;
          case "level" -> HeadReader.LEVELS;
          default -> List.of();
        };
    return new KnownKey(name, "a text", Kind.TEXT, required, words);
  }

  private static KnownKey correlation(String name) {
    if (TABLES.contains(name)) {
      return new KnownKey(name, "a map", Kind.TABLE, false, List.of());
    }
    if (LISTS.contains(name)) {
      return new KnownKey(name, "a list of texts", Kind.LIST, false, List.of());
    }
    return text(name, name.equals("type") ? SigmaCorrelation.Type.words() : List.of());
  }

  /** The tags of ATT&amp;CK: tactics, then techniques. */
  private static List<String> tags() {
    return Stream.concat(
            Arrays.stream(Tactic.values()).map(Tactic::word),
            AttackTable.get().techniques().stream()
                .map(technique -> technique.id().toLowerCase(Locale.ROOT)))
        .map(word -> "attack." + word)
        .toList();
  }
}
