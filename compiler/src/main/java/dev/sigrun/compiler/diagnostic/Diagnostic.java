package dev.sigrun.compiler.diagnostic;

import dev.sigrun.compiler.source.Position;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * A report about a position in a text. Always in terms of the outermost text: the rule file, not
 * the query inside it.
 *
 * @param kind the kind of the report
 * @param source the outermost text
 * @param span the place in {@code source}
 * @param message the kind's message with its holes filled
 * @param suggestion what a name in that place was probably meant to be, if the message says it
 */
public record Diagnostic(
    DiagnosticKind kind,
    SourceText source,
    Span span,
    String message,
    Optional<DidYouMean> suggestion) {
  /** By file, then by place, then by code: the order of printing. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.source().name())
          .thenComparing(d -> d.span().start())
          .thenComparing(d -> d.span().end())
          .thenComparing(d -> d.kind().code())
          .thenComparing(Diagnostic::message);

  /** A report without a suggestion about a place in the outermost text. */
  public Diagnostic(DiagnosticKind kind, SourceText source, Span span, String message) {
    this(kind, source, span, message, Optional.empty());
  }

  /** A report about a place in {@code source}, which may be embedded in another text. */
  public static Diagnostic of(
      DiagnosticKind kind, SourceText source, Span span, Object... arguments) {
    return new Diagnostic(
        kind,
        source.outermost(),
        source.outermost(span),
        kind.format(arguments),
        suggestion(arguments));
  }

  private static Optional<DidYouMean> suggestion(Object... arguments) {
    return Arrays.stream(arguments)
        .filter(DidYouMean.class::isInstance)
        .map(DidYouMean.class::cast)
        .filter(suggestion -> !suggestion.isEmpty())
        .findFirst();
  }

  /** The same report as one of another kind. */
  Diagnostic as(DiagnosticKind other) {
    return new Diagnostic(other, source, span, message, suggestion);
  }

  /** The severity. */
  public Severity severity() {
    return kind.severity();
  }

  /** The stable code of its kind. */
  public String code() {
    return kind.code();
  }

  /** The start position. */
  public Position position() {
    return source.position(span.start());
  }

  /** {@code path:line:column: severity: message [CODE]}, on one line. */
  @Override
  public String toString() {
    return source.name()
        + ":"
        + position()
        + ": "
        + severity().label()
        + ": "
        + message
        + " ["
        + code()
        + "]";
  }
}
