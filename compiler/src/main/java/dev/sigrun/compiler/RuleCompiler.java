package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.analysis.RuleAnalyzer;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
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
  private final FieldResolver fields;
  private final Severities severities;

  private RuleCompiler(FieldResolver fields, Severities severities) {
    this.fields = fields;
    this.severities = severities;
  }

  /** A compiler with these options. */
  public static RuleCompiler create(CompilerOptions options) {
    return new RuleCompiler(
        new FieldResolver(options.schema(), options.unknownFields()), options.severities());
  }

  /** Compiles one rule file. Mistakes of its author are diagnostics, never exceptions. */
  public Compilation compile(SourceText file) {
    DiagnosticSink sink = new DiagnosticSink(severities);
    Optional<Rule> rule = RuleReader.read(file, sink);
    Optional<AnalyzedRule> analyzed =
        rule.flatMap(
            r ->
                RuleAnalyzer.analyze(r, fields, sink)
                    .map(q -> new AnalyzedRule(r, q, RuleAnalyzer.fields(r, fields, sink))));
    return new Compilation(
        file, rule, sink.hasErrors() ? Optional.empty() : analyzed, sink.diagnostics());
  }
}
