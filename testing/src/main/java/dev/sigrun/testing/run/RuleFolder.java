package dev.sigrun.testing.run;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.ChangedRules;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.TimePlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of one folder, which are checked together; only those that are needed are compiled. */
public final class RuleFolder {
  private final Map<Path, List<CheckedRule>> rules;
  private final RuleSources sources;
  private final CompilerOptions options;

  private RuleFolder(
      Map<Path, List<CheckedRule>> rules, RuleSources sources, CompilerOptions options) {
    this.rules = rules;
    this.sources = sources;
    this.options = options;
  }

  /** Checks these rule files of one folder, sorted by their names. */
  public static RuleFolder of(Collection<Path> files, CompilerOptions given) {
    // Tests write when events happen in the usual forms, whatever the format of real events.
    CompilerOptions options = given.withSchema(given.schema().withUsualDates(TimePlaces.TIMESTAMP));
    List<Path> sorted = List.copyOf(new TreeSet<>(files));
    RuleSources sources =
        RuleSources.load(sorted.stream().map(Path::toString).toList(), options.formats());
    CheckedRules checked = CheckedRules.compile(sources, options, CompileProgress.NONE);
    Map<Path, List<CheckedRule>> rules = new LinkedHashMap<>();
    for (CheckedRule rule : checked.rules()) {
      rules.computeIfAbsent(Path.of(rule.path()), path -> new ArrayList<>()).add(rule);
    }
    return new RuleFolder(rules, sources, options);
  }

  /** The files with rules that a change concerns, and with exceptions. */
  Set<Path> changedSince(EarlierFiles earlier) {
    Set<Path> folders = new HashSet<>();
    rules.keySet().forEach(rule -> folder(rule).ifPresent(folders::add));
    RuleSources before =
        earlier.before(
            sources,
            file ->
                options.formats().accepts(file.toString())
                    && Optional.ofNullable(file.getParent()).filter(folders::contains).isPresent());
    Set<Path> changed = new HashSet<>();
    ChangedRules.between(before, sources, options)
        .rules()
        .forEach(rule -> changed.add(Path.of(rule.path())));
    return changed;
  }

  private static Optional<Path> folder(Path rule) {
    try {
      return Optional.ofNullable(rule.toRealPath().getParent());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The rules of a file, in their order. */
  public List<CheckedRule> rules(Path file) {
    return List.copyOf(rules.getOrDefault(file, List.of()));
  }

  /** The fields under which they were checked. */
  public Schema schema() {
    return options.schema();
  }

  private Stream<CheckedRule> rules() {
    return rules.values().stream().flatMap(List::stream);
  }

  /** Whether the rule with this id raises alerts itself, and is not only a part of others. */
  boolean raisesAlerts(String ruleId) {
    return analyzed().stream().anyMatch(rule -> rule.rule().ruleId().equals(ruleId));
  }

  /** The rules that are well formed, supported and not only parts of others. */
  List<AnalyzedRule> analyzed() {
    return rules()
        .filter(rule -> rule.outcome() == Compilation.Outcome.COMPILED)
        .map(CheckedRule::analyzed)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The rule with this name in a test: its file name without the ending, its title or its id. */
  Optional<CheckedRule> named(String name) {
    Optional<CheckedRule> byFile =
        rules.entrySet().stream()
            .filter(entry -> stem(entry.getKey()).equals(name) && entry.getValue().size() == 1)
            .map(entry -> entry.getValue().get(0))
            .findFirst();
    return byFile.or(() -> rules().filter(rule -> isCalled(rule, name)).findFirst());
  }

  private static boolean isCalled(CheckedRule checked, String name) {
    return checked.rule().stream()
        .anyMatch(rule -> rule.name().equals(name) || rule.ruleId().equals(name));
  }

  /** All names by which {@link #named} finds rules, for suggestions. */
  List<String> names() {
    return rules.keySet().stream().map(RuleFolder::stem).toList();
  }

  /** The title of the rule with this id, as messages call it. */
  String title(String ruleId) {
    return rules()
        .map(CheckedRule::rule)
        .flatMap(Optional::stream)
        .filter(rule -> rule.ruleId().equals(ruleId))
        .map(Rule::name)
        .findFirst()
        .orElse(ruleId);
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Rules that can be run.
   *
   * @param set the rules
   * @param refused why others cannot, by their ids
   */
  record Compiled(RuleSet set, Map<String, String> refused) {}

  /**
   * Compiles some rules of the folder.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  Compiled compile(List<AnalyzedRule> rules) throws MissingJavaCompilerException {
    JavaBackend.Options names =
        JavaBackend.Options.defaults()
            .withTimestampField(options.timestampField())
            .withTimestampFormat(options.timestampFormat());
    GeneratedJava java = JavaBackend.create(names).emit(rules);
    Map<String, String> refused = new LinkedHashMap<>();
    java.refused().forEach(each -> refused.put(each.rule().ruleId(), reasons(each)));
    return new Compiled(RuleSet.of(RuleJar.compile(java).load()), refused);
  }

  private static String reasons(Artifact refused) {
    return refused.refusals().stream()
        .map(reason -> reason.position() + ": " + reason.message())
        .collect(Collectors.joining(" "));
  }
}
