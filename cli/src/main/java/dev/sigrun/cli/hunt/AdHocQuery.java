package dev.sigrun.cli.hunt;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A query on its own, without a rule. */
public final class AdHocQuery {
  private AdHocQuery() {}

  /** The languages of queries. */
  public enum Language {
    EQL,
    KQL
  }

  /**
   * The meaning of a query, or nothing if an error was reported.
   *
   * @param categoryField the field that {@code process where} tests
   */
  public static Optional<Query> analyze(
      SourceText text,
      Language language,
      CompilerOptions options,
      String categoryField,
      DiagnosticSink sink) {
    FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
    Optional<Query> query =
        switch (language) {
          case EQL ->
              EqlParser.parse(text, sink)
                  .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, categoryField, sink));
          case KQL ->
              KqlParser.parse(text, sink)
                  .flatMap(tree -> KqlAnalyzer.analyze(tree, fields, sink))
                  .map(predicate -> event(predicate));
        };
    return sink.hasErrors()
        ? Optional.empty()
        : query.map(q -> Rewriter.rewrite(q, UnaryOperator.identity()));
  }

  private static Query event(Predicate predicate) {
    return new Query.SingleEvent(predicate.origin(), predicate, List.of());
  }
}
