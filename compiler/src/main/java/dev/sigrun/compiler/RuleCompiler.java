package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.RuleAnalyzer;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.elastic.RuleReader;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/**
 * Reads and analyses rules. Immutable and safe to share between threads: rules are independent of
 * each other.
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

  /** Compiles one rule file. Mistakes of its author are diagnostics, never exceptions. */
  public Compilation compile(SourceText file) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Rule> rule = RuleReader.read(file, sink);
    Optional<RuleAnalyzer.Analysis> analysis =
        rule.map(r -> RuleAnalyzer.analyze(r, options.languages(), fields, sink));
    Optional<AnalyzedRule> analyzed =
        sink.hasErrors()
            ? Optional.empty()
            : analysis.flatMap(a -> a.query().map(q -> new AnalyzedRule(rule.get(), q, a.fields())));
    return new Compilation(
        file,
        rule,
        analysis.flatMap(RuleAnalyzer.Analysis::parsed),
        analyzed,
        sink.diagnostics());
  }
}
