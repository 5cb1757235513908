package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.analysis.RuleAnalyzer;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.exceptions.Exceptions;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * Reads and analyses rules: the facade of the compiler for one file. Immutable and safe to share
 * between threads. Rules of a file may refer to each other; to compile the rules of several files
 * together, {@link #read} all of them first.
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
    List<RuleDraft> drafts = read(file);
    QuerySet together = together(drafts);
    return drafts.stream().map(draft -> compile(draft, together)).toList();
  }

  /**
   * Reads the rules of a file without analysing what they mean.
   *
   * @return one for each rule, at least one
   */
  public List<RuleDraft> read(SourceText file) {
    IgnoredCodes ignored = IgnoredCodes.of(file);
    return options.formats().read(file).stream()
        .map(reading -> draft(file, reading, ignored))
        .toList();
  }

  /** Whether a file of this name lies beside rules and only adds to them. */
  public boolean isBesideRules(String path) {
    return options.formats().forPath(path).filter(RuleFormat::isBesideRules).isPresent();
  }

  /** The queries of rules that are compiled together, and so may refer to each other. */
  public static QuerySet together(List<RuleDraft> drafts) {
    return QuerySet.of(
        drafts.stream()
            .flatMap(
                draft ->
                    draft.rule().stream()
                        .map(rule -> new QuerySet.Member(rule.head(), draft.parsed())))
            .toList());
  }

  /**
   * Compiles a rule that was read.
   *
   * @param others the queries of all rules that it may refer to, its own among them
   */
  public Compilation compile(RuleDraft draft, QuerySet others) {
    DiagnosticSink sink = new DiagnosticSink(options.severities(), draft.ignored());
    draft.diagnostics().forEach(sink::add);
    Optional<Rule> rule =
        draft.rule().map(read -> Exceptions.added(read, draft.parsed(), others, fields, sink));
    Optional<RuleAnalyzer.Analysis> analysis =
        rule.map(
            whole ->
                RuleAnalyzer.analyze(
                    whole, draft.parsed(), options.languages(), fields, others, sink));
    Optional<AnalyzedRule> analyzed =
        sink.hasErrors() ? Optional.empty() : analysis.flatMap(RuleAnalyzer.Analysis::rule);
    return new Compilation(
        draft.source(),
        draft.outline(),
        rule,
        draft.parsed(),
        analyzed,
        !sink.hasErrors() && analysis.filter(RuleAnalyzer.Analysis::part).isPresent(),
        draft.ignored(),
        sink.turnedOff(),
        sink.diagnostics());
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

  private RuleDraft draft(SourceText file, RuleReading reading, IgnoredCodes ignored) {
    DiagnosticSink sink = new DiagnosticSink();
    reading.diagnostics().forEach(sink::add);
    Optional<ParsedQuery> parsed =
        reading.rule().flatMap(rule -> RuleAnalyzer.parse(rule, options.languages(), sink));
    return new RuleDraft(
        file, reading.outline(), reading.rule(), parsed, ignored, sink.diagnostics());
  }
}
