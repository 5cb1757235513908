package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Map;
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
    return Optional.of(
        new ParsedExceptions(
            TomlReader.read(text, sink)
                .map(file -> new ExceptionFile(file, ExceptionReader.read(file, sink)))
                .orElseGet(() -> unreadable(text))));
  }

  private static ExceptionFile unreadable(SourceText text) {
    Origin start = Origin.of(text, new Span(0, 0));
    return new ExceptionFile(
        new DataValue.Table(start, Map.of()), List.of(ExceptionReader.unreadable(start)));
  }
}
