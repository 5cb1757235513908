package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.source.Position;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * Places in the text on the page, as offsets in UTF-16 units: the page ends all lines with a single
 * line feed, so both sides count the same.
 */
final class Places {
  private Places() {}

  /** An offset of the page as a position of the language server. */
  static org.eclipse.lsp4j.Position position(SourceText text, int offset) {
    if (offset > text.content().length()) {
      throw RefusedException.wrong("The place is behind the end of the text.");
    }
    return dev.sigrun.lsp.text.Places.position(text, offset);
  }

  /** The start of a range of the language server. */
  static int from(SourceText text, Range range) {
    return dev.sigrun.lsp.text.Places.offset(text, range.getStart());
  }

  /** The end of a range of the language server. */
  static int to(SourceText text, Range range) {
    return dev.sigrun.lsp.text.Places.offset(text, range.getEnd());
  }

  /** A report about the text, or about another file, whose name is then part of it. */
  static Map<String, @Nullable Object> diagnostic(Diagnostic diagnostic, Optional<String> file) {
    SourceText outermost = diagnostic.source().outermost();
    Span span = diagnostic.source().outermost(diagnostic.span());
    boolean isHere = file.isEmpty() || outermost.name().equals(file.get());
    Map<String, @Nullable Object> json = Answer.object();
    json.put("code", diagnostic.code());
    json.put("severity", diagnostic.severity().label());
    json.put("message", diagnostic.message());
    json.put("from", isHere ? span.start() : 0);
    json.put("to", isHere ? span.end() : 0);
    Position position = outermost.position(span.start());
    json.put("line", position.line());
    json.put("column", position.column());
    json.put("file", isHere ? null : outermost.name());
    return json;
  }

  /** Reports about the text. */
  static List<Map<String, @Nullable Object>> diagnostics(
      List<Diagnostic> diagnostics, Optional<String> file) {
    return Answer.list(diagnostics, each -> diagnostic(each, file));
  }
}
