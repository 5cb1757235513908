package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
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
  public List<String> fileEndings() {
    return List.of(".esql");
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    return EsqlParser.parse(text, sink).map(ParsedEsql::new);
  }
}
