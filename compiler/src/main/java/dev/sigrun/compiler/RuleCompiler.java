package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.analysis.RuleAnalyzer;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * Reads and analyses rules: the facade of the compiler for one file. Immutable and safe to share
 * between threads: rules are independent of each other.
 *
 * <pre>{@code
 * RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
 * SourceText file = SourceText.of("rules/shell.toml", Files.readString(path));
 * for (Compilation compilation : compiler.compileAll(file)) {
 *   compilation.diagnostics().forEach(System.err::println);
 *   compilation.analyzed().ifPresent(rules::add);
 * }
 * }</pre>
 */
public final class RuleCompiler {
  private final CompilerOptions options;
  private final FieldResolver fields;

  private RuleCompiler(CompilerOptions options) {
    this.options = options;
    this.fields = new FieldResolver(options.schema(), options.unknownFields());
  }

  /** A compiler with these options. */
  public static RuleCompiler create(CompilerOptions options) {
    return new RuleCompiler(options);
  }

  /**
   * Compiles the rules of a file, by the format that its name says. Mistakes of their authors are
   * diagnostics, never exceptions.
   *
   * @return one for each rule, at least one
   */
  public List<Compilation> compileAll(SourceText file) {
    return options.formats().read(file).stream().map(reading -> compile(file, reading)).toList();
  }

  /**
   * Compiles a file that holds one rule, as {@link #compileAll} does.
   *
   * @throws IllegalArgumentException if it holds more
   */
  public Compilation compile(SourceText file) {
    List<Compilation> rules = compileAll(file);
    if (rules.size() > 1) {
      throw new IllegalArgumentException(file + " holds " + rules.size() + " rules.");
    }
    return rules.get(0);
  }

  private Compilation compile(SourceText file, RuleReading reading) {
    DiagnosticSink sink = new DiagnosticSink(options.severities());
    reading.diagnostics().forEach(sink::add);
    Optional<Rule> rule = reading.rule();
    Optional<RuleAnalyzer.Analysis> analysis =
        rule.map(r -> RuleAnalyzer.analyze(r, options.languages(), fields, sink));
    Optional<AnalyzedRule> analyzed =
        sink.hasErrors() ? Optional.empty() : analysis.flatMap(RuleAnalyzer.Analysis::rule);
    return new Compilation(
        file,
        reading.outline(),
        rule,
        analysis.flatMap(RuleAnalyzer.Analysis::parsed),
        analyzed,
        sink.diagnostics());
  }
}
