package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** The notation of files of exceptions, which find nothing by themselves. */
public final class ExceptionsLanguage implements Language {
  /** The word by which files of exceptions name it. */
  public static final String ID = "exceptions";

  /** How the names of its files end. */
  public static final String SUFFIX = ".exceptions.toml";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean isForQueries() {
    return false;
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    return TomlReader.read(text, sink).flatMap(file -> parse(file, sink));
  }

  @Override
  public Optional<ParsedQuery> parse(QueryText query, DiagnosticSink sink) {
    return query
        .document()
        .map(file -> parse(file, sink))
        .orElseGet(() -> parse(query.text(), sink));
  }

  private static Optional<ParsedQuery> parse(DataValue.Table file, DiagnosticSink sink) {
    return ExceptionReader.read(file, sink)
        .map(exceptions -> new ParsedExceptions(new ExceptionFile(file, exceptions)));
  }
}
