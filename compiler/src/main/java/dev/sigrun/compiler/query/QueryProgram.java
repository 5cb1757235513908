package dev.sigrun.compiler.query;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.analysis.ConditionLints;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.batch.BatchRun;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A query without a rule, executed like rules, as generated Java: a matcher if it selects single
 * events, a {@link BatchRun} if it selects sequences or samples.
 *
 * @param query what it means
 * @param rules the query as the only rule of a set; its reader reads the events
 */
public record QueryProgram(Query query, RuleSet rules) {
  static final String ID = "query";

  /**
   * Returns the meaning of a query in its simplest form, with the warnings that a rule would get.
   *
   * @return the meaning, or empty if an error was reported
   */
  public static Optional<Query> analyze(
      SourceText text, Language language, QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<Query> query =
        language.parse(text, sink).flatMap(parsed -> parsed.analyze(context, sink));
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : query.map(q -> Rewriter.rewrite(q, p -> ConditionLints.checked(p, sink)));
  }

  /**
   * Compiles {@code query} in memory. {@code now} is the {@code @timestamp} of each event. Pipes
   * are left to the caller, who has all results.
   *
   * @throws UnsupportedQueryException if it cannot be executed
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static QueryProgram compile(Query query)
      throws UnsupportedQueryException, MissingJavaCompilerException {
    return compile(query, Timing.TIMESTAMP, Optional.empty());
  }

  /**
   * Compiles {@code query} in memory. Pipes are left to the caller, who has all results.
   *
   * @param timestamp the field that orders events, and defines {@code now} for an event that has it
   * @param format how times are written there, if not in a usual form
   * @throws UnsupportedQueryException if it cannot be executed
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static QueryProgram compile(Query query, String timestamp, Optional<String> format)
      throws UnsupportedQueryException, MissingJavaCompilerException {
    return compile(query, timestamp, format, java -> RuleJar.compile(java).load());
  }

  /** Makes rules that can be run from generated Java. */
  @FunctionalInterface
  public interface Loader {
    /**
     * The rules of {@code java}.
     *
     * @throws MissingJavaCompilerException if that takes a compiler and this is not a JDK
     */
    CompiledRules load(GeneratedJava java) throws MissingJavaCompilerException;
  }

  /**
   * Compiles {@code query}. Pipes are left to the caller, who has all results.
   *
   * @param timestamp the field that orders events, and defines {@code now} for an event that has it
   * @param format how times are written there, if not in a usual form
   * @param loader makes the rules, or has them from an earlier call
   * @throws UnsupportedQueryException if it cannot be executed
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static QueryProgram compile(
      Query query, String timestamp, Optional<String> format, Loader loader)
      throws UnsupportedQueryException, MissingJavaCompilerException {
    AnalyzedRule rule = AnalyzedRule.of(Rule.adHoc(query.origin(), ID, ID), query.withoutPipes());
    Optional<String> named = Optional.of(timestamp).filter(name -> !name.equals(Timing.TIMESTAMP));
    JavaBackend.Options options =
        JavaBackend.Options.defaults().withTimestampField(named).withTimestampFormat(format);
    GeneratedJava java = JavaBackend.create(options).emit(List.of(rule));
    for (Diagnostic refusal : java.refusals()) {
      throw new UnsupportedQueryException(refusal);
    }
    return new QueryProgram(query, RuleSet.of(loader.load(java)));
  }

  /** The pipes to apply to the results, from left to right. */
  public List<Query.Pipe> pipes() {
    return query.pipes();
  }

  /**
   * A new search over events that are all at hand; empty if the query selects single events.
   *
   * @param maxSamplesPerKey how many samples with the same key to find
   */
  public Optional<BatchRun<?>> newBatchRun(int maxSamplesPerKey) {
    Optional<Detector<?>> detector =
        rules.detectors().stream().<Detector<?>>map(d -> d).findFirst();
    Optional<BatchRun<?>> sequences =
        detector
            .flatMap(d -> d.unwrap(SequenceDetector.class))
            .map(Supplier::get)
            .map(sequence -> BatchRun.of(sequence.inBatch()));
    return sequences.or(
        () ->
            detector
                .flatMap(d -> d.unwrap(SampleDetector.class))
                .map(Supplier::get)
                .map(sample -> BatchRun.of(sample.inBatch(maxSamplesPerKey))));
  }
}
