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
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.ruleset.IncrementalRules;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.ruleset.KeptBuild;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.ruleset.RunnableJar;
import dev.sigrun.compiler.ruleset.SetReport;
import dev.sigrun.runtime.compiled.CompiledRules;
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
    RuleSources.Keys keys = sources.keys(settings());
    String key = InputDigest.of(keys.all()).add(selection.settings()).toHex();
    Function<RuleSetCache, Optional<LoadedRules>> lookup = c -> c.get(key);
    // A strict run looks at every rule again.
    Optional<LoadedRules> cached = strict ? Optional.empty() : cache.flatMap(lookup);
    return cached.orElseGet(() -> compile(sources, keys, key, strict));
  }

  /** A digest of all that rules depend on besides their files. */
  private String settings() {
    InputDigest digest = InputDigest.ofThisBuild().add(settings.settings());
    settings
        .schema()
        .texts(new DiagnosticSink())
        .forEach(text -> digest.add("schema").add(text.name()).add(text.content()));
    return digest.toHex();
  }

  /** Exceptions that Kibana keeps outside rule files, and that nothing here looks at. */
  private static Optional<String> aboutExceptions(long count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            Counts.of(count, "rule")
                + " with exception lists, which are not part of a rule file: more alerts than in"
                + " Kibana are possible.");
  }

  private LoadedRules compile(
      RuleSources sources, RuleSources.Keys keys, String key, boolean strict) {
    CompilerOptions options = settings.compilerOptions(reports);
    JavaBackend backend =
        JavaBackend.create(
            JavaBackend.Options.defaults().withTimestampField(options.timestampField()));
    List<String> known = keys.each().stream().flatMap(Optional::stream).toList();
    Optional<KeptBuild> earlier =
        strict ? Optional.empty() : cache.flatMap(from -> from.earlier(known));
    IncrementalRules rules;
    try (Progress progress = new Progress(terminal, "Compiling", true)) {
      rules = IncrementalRules.compile(sources, keys, options, backend, earlier, progress::update);
    }
    SetReport report = rules.report();
    reports.printErrors(report.diagnostics());
    if (strict && (report.hasFailures() || report.count(Outcome.UNSUPPORTED) > 0)) {
      terminal.say(report.summary());
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "Nothing was run: rules have errors or are not supported.");
    }
    RunnableJar chosen = rules.choose(selection::accepts);
    List<String> notes = new ArrayList<>();
    chosen.refusals().forEach(reason -> notes.add(VisibleText.of(reason.toString())));
    if (strict && !notes.isEmpty()) {
      notes.forEach(terminal::say);
      throw new CommandFailure(
          ExitCode.NOT_COMPILED, "Nothing was run: not all rules can be executed.");
    }
    notes.add(report.summary());
    if (selection.given()) {
      notes.add(chosen.size() + " of them selected.");
    }
    aboutExceptions(chosen.withExceptionLists()).ifPresent(notes::add);
    Optional<CompiledRules> loaded =
        chosen.isEmpty() ? Optional.empty() : Optional.of(build(chosen, key, report, notes));
    return new LoadedRules(loaded, notes, !report.hasFailures());
  }

  /** Compiles the rules, keeps what they became, and loads them. */
  private CompiledRules build(
      RunnableJar chosen, String key, SetReport report, List<String> notes) {
    Optional<CachedClasses> classes = cache.map(RuleSetCache::classes);
    RunnableJar.Built built;
    try {
      built = chosen.build(classes.<KeptClasses>map(c -> c).orElse(KeptClasses.NONE));
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
    byte[] jar = built.jar().bytes();
    // Errors are reported again in the next run, which therefore does not find the set itself.
    String name = report.hasFailures() ? InputDigest.of(key).add("incomplete").toHex() : key;
    Optional<CompiledRules> kept =
        classes.flatMap(c -> cache.flatMap(to -> to.put(name, jar, built.records(), notes, c)));
    return kept.orElseGet(built.jar()::load);
  }
}
