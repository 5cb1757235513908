package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.RuleHead;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The exceptions of rules that are compiled together. */
final class ExceptionSet {
  private final List<RuleException> general = new ArrayList<>();
  private final Map<String, List<RuleException>> byRule = new HashMap<>();
  private final Map<String, List<RuleException>> byStem = new HashMap<>();
  private final Set<String> references = new HashSet<>();
  private final Set<String> stems = new HashSet<>();

  /** The ids, names and places of rules that exceptions can be about. */
  private final Set<String> exceptable = new HashSet<>();

  private ExceptionSet(QuerySet set) {
    List<RuleException> all = new ArrayList<>();
    for (QuerySet.Member member : set.members()) {
      if (member.query().orElse(null) instanceof ParsedExceptions file) {
        all.addAll(file.tree().exceptions());
      } else {
        String place = place(member.rule().source().name());
        references.add(member.rule().ruleId());
        references.add(member.rule().name());
        stems.add(place);
        // The query of a rule that was compiled before is not at hand.
        boolean isElastic = member.rule().source().name().endsWith(".toml");
        if (member.query().map(ParsedQuery::isTypedBySchema).orElse(isElastic)) {
          exceptable.addAll(List.of(member.rule().ruleId(), member.rule().name(), place));
        }
      }
    }
    all.forEach(this::add);
  }

  /** The exceptions in {@code set}. */
  static ExceptionSet of(QuerySet set) {
    return set.view(ExceptionSet.class, ExceptionSet::new);
  }

  private void add(RuleException exception) {
    // Whose rules cannot be read may be about any.
    boolean isAboutAny = exception.clause().isEmpty() && exception.rules().isEmpty();
    if (exception.isGeneral() || isAboutAny && !hasRuleBeside(exception)) {
      general.add(exception);
    } else if (exception.rules().isEmpty()) {
      byStem.computeIfAbsent(place(exception.file()), any -> new ArrayList<>()).add(exception);
    } else {
      for (FieldName rule : exception.rules()) {
        byRule.computeIfAbsent(rule.name(), any -> new ArrayList<>()).add(exception);
      }
    }
  }

  /** The path of a file without what its format adds to the name. */
  static String stem(String path) {
    String unmarked =
        path.endsWith(ExceptionsLanguage.SUFFIX)
            ? path.substring(0, path.length() - ExceptionsLanguage.SUFFIX.length()) + ".toml"
            : path;
    int dot = unmarked.lastIndexOf('.');
    return dot < 0 ? unmarked : unmarked.substring(0, dot);
  }

  /** The {@link #stem} of a file, the same for all ways to write its path. */
  private static String place(String path) {
    String stem = stem(path);
    try {
      return Path.of(stem).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return stem;
    }
  }

  /** Those that name {@code rule} or lie beside it, each once. */
  List<RuleException> about(RuleHead rule) {
    return about(rule, Set.of());
  }

  /**
   * Those that name a rule to which none can be added, or lie beside it, and are not meant for a
   * rule of the same id, name or place.
   */
  List<RuleException> misplacedAt(RuleHead rule) {
    return about(rule, exceptable);
  }

  private List<RuleException> about(RuleHead rule, Set<String> except) {
    Set<RuleException> about = new LinkedHashSet<>();
    String place = place(rule.source().name());
    if (!except.contains(place)) {
      about.addAll(byStem.getOrDefault(place, List.of()));
    }
    Stream.of(rule.ruleId(), rule.name())
        .filter(reference -> !except.contains(reference))
        .forEach(reference -> about.addAll(byRule.getOrDefault(reference, List.of())));
    return List.copyOf(about);
  }

  /** Those about every rule. */
  List<RuleException> general() {
    return general;
  }

  boolean isEmpty() {
    return general.isEmpty() && byRule.isEmpty() && byStem.isEmpty();
  }

  /** Whether the file beside that of {@code exception} has a rule. */
  boolean hasRuleBeside(RuleException exception) {
    return stems.contains(place(exception.file()));
  }

  /** Whether a rule has this id or name. */
  boolean isRule(String reference) {
    return references.contains(reference);
  }

  /** The ids and names of all rules, for suggestions. */
  Set<String> references() {
    return references;
  }
}
