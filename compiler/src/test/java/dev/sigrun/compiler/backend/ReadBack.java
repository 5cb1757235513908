package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the EQL of exports by our own front end. */
final class ReadBack {
  private ReadBack() {}

  /**
   * The difference between a rule about single events and the EQL that it was written as; empty if
   * there is none. Types are left out: the rule's tests bring theirs, those of EQL have them from
   * the schema. Expressions that are searched for are compared as the whole values that hold them.
   */
  static Optional<String> difference(AnalyzedRule rule, String eql) {
    String expected = untyped(whole(((Query.SingleEvent) rule.query()).predicate()).toString());
    String actual =
        read(eql)
            .map(query -> untyped(((Query.SingleEvent) query).predicate().toString()))
            .orElse("not read");
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(rule.rule() + "\n" + eql + "\n" + expected + "\n" + actual);
  }

  private static Optional<Query> read(String eql) {
    CompilerOptions options = CompilerOptions.defaults();
    FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
    DiagnosticSink sink = new DiagnosticSink();
    return EqlParser.parse(SourceText.of("export", eql), sink)
        .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, "event.category", sink))
        .map(query -> Rewriter.rewrite(query, UnaryOperator.identity()));
  }

  private static Predicate whole(Predicate predicate) {
    return predicate instanceof Predicate.RegexMatch match
        ? new Predicate.RegexMatch(
            match.origin(),
            match.field(),
            Regex.lucene(LuceneRegex.of(match.regex()).orElseThrow(), match.regex().sensitivity()))
        : predicate.mapChildren(ReadBack::whole);
  }

  private static String untyped(String predicate) {
    return predicate.replaceAll(":(?:number|long|integer|short|ip|keyword)\\b", "");
  }
}
