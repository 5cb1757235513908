package dev.sigrun.compiler.diagnostic;

import dev.sigrun.compiler.source.Position;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Comparator;

/**
 * A report about a position in a text. Always in terms of the outermost text: the rule file, not
 * the query inside it.
 *
 * @param kind the kind of the report
 * @param source the outermost text
 * @param span the place in {@code source}
 * @param message the kind's message with its holes filled
 */
public record Diagnostic(DiagnosticKind kind, SourceText source, Span span, String message) {
  /** By file, then by place, then by code: the order of printing. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.source().name())
          .thenComparing(d -> d.span().start())
          .thenComparing(d -> d.span().end())
          .thenComparing(d -> d.kind().code())
          .thenComparing(Diagnostic::message);

  /** A report about a place in {@code source}, which may be embedded in another text. */
  public static Diagnostic of(
      DiagnosticKind kind, SourceText source, Span span, Object... arguments) {
    return new Diagnostic(kind, source.outermost(), source.outermost(span), kind.format(arguments));
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
