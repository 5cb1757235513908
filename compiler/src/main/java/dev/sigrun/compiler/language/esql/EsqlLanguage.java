package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.esql.analysis.EsqlSignatures;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/** Elastic's piped query language: a table of events that flows through commands. */
public final class EsqlLanguage implements Language {
  @Override
  public String id() {
    return "esql";
  }

  @Override
  public String label() {
    return "ES|QL";
  }

  @Override
  public List<FunctionSignature> functions() {
    return EsqlSignatures.all();
  }

  @Override
  public String aboutFunctions() {
    return """
        Most functions give null if an argument is null or has several values. Functions whose names begin with `MV_` take
        several values, and those that begin with `TO_` convert each value; `CASE` and `COALESCE` choose among arguments that may
        be null. Rules in ES|QL are exported to `elasticsearch-esql` and `kibana` as they are.
        """;
  }

  @Override
  public List<String> fileEndings() {
    return List.of(".esql");
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    return EsqlParser.parse(text, sink).map(ParsedEsql::new);
  }
}
