package dev.sigrun.cli.command;

import dev.sigrun.cli.cache.CachedClasses;
import dev.sigrun.cli.cache.LoadedRules;
import dev.sigrun.cli.cache.RuleSetCache;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.RunSelection;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Compiles rule files to be run at once, or finds them compiled in the cache. */
public final class RunnableRules {
  private final Terminal terminal;
  private final Reports reports;
  private final RuleOptions settings;
  private final RunSelection selection;
  private final Optional<RuleSetCache> cache;

  RunnableRules(
      Terminal terminal,
      Reports reports,
      RuleOptions settings,
      RunSelection selection,
      Optional<RuleSetCache> cache) {
    this.terminal = terminal;
    this.reports = reports;
    this.settings = settings;
    this.selection = selection;
    this.cache = cache;
  }

  /**
   * The rules that the paths name. Errors in rules are reported and cost only the rule itself.
   *
   * @param strict whether errors and unsupported rules end the command
   */
  LoadedRules load(List<String> paths, boolean strict) {
    RuleSources sources = RuleSources.load(paths);
    reports.requireRules(sources);
    String key = key(sources);
    Function<RuleSetCache, Optional<LoadedRules>> lookup = c -> c.get(key);
    // A strict run looks at every rule again.
    Optional<LoadedRules> cached = strict ? Optional.empty() : cache.flatMap(lookup);
    return cached.orElseGet(() -> compile(sources, key, strict));
  }

  private String key(RuleSources sources) {
    InputDigest digest =
        InputDigest.ofThisBuild().add(settings.settings()).add(selection.settings());
    settings
        .schema()
        .texts(new DiagnosticSink())
        .forEach(text -> digest.add("schema").add(text.name()).add(text.content()));
    return digest.add(sources).toHex();
  }

  /** Exceptions that Kibana keeps outside rule files, and that nothing here looks at. */
  private static Optional<String> aboutExceptions(List<AnalyzedRule> rules) {
    long count = rules.stream().filter(rule -> !rule.rule().exceptionLists().isEmpty()).count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            Counts.of(count, "rule")
                + " with exception lists, which are not part of a rule file: more alerts than in"
                + " Kibana are possible.");
  }

  private LoadedRules compile(RuleSources sources, String key, boolean strict) {
    CompilerOptions options = settings.compilerOptions(reports);
    CheckedRules checked;
    try (Progress progress = new Progress(terminal, "Compiling", true)) {
      checked = CheckedRules.compile(sources, options, progress::update);
    }
    reports.printErrors(checked.diagnostics());
    if (strict && (checked.hasFailures() || checked.count(Outcome.UNSUPPORTED) > 0)) {
      terminal.say(checked.summary());
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "Nothing was run: rules have errors or are not supported.");
    }
    List<AnalyzedRule> selected =
        checked.analyzed().stream().filter(rule -> selection.accepts(rule.rule())).toList();
    ExecutableRules executable =
        ExecutableRules.of(
            selected,
            JavaBackend.create(
                JavaBackend.Options.defaults().withTimestampField(options.timestampField())));
    if (strict && !executable.isComplete()) {
      executable.refused().forEach(terminal::say);
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "Nothing was run: not all rules can be executed.");
    }
    List<String> notes = new ArrayList<>(executable.refused());
    notes.add(checked.summary());
    if (selection.given()) {
      notes.add(selected.size() + " of them selected.");
    }
    aboutExceptions(selected).ifPresent(notes::add);
    if (executable.isEmpty()) {
      return new LoadedRules(Optional.empty(), notes, !checked.hasFailures());
    }
    Optional<CachedClasses> classes = cache.map(RuleSetCache::classes);
    RuleJar jar = executable.compile(classes.<KeptClasses>map(c -> c).orElse(KeptClasses.NONE));
    if (!checked.hasFailures()) {
      classes.ifPresent(c -> cache.ifPresent(to -> to.put(key, jar.toBytes(), notes, c)));
    }
    return new LoadedRules(Optional.of(jar.load()), notes, !checked.hasFailures());
  }
}
