package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Locale;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

/**
 * Reads TOML 1.0. A byte order mark at the start is skipped.
 *
 * <p>Tomlj parses and checks, since it knows where each key and each value starts. It does not know
 * the places inside of a value, which is why {@link TomlStrings} reads each string once more.
 */
public final class TomlReader {
  private static final DiagnosticKind CONTROL_CHARACTER =
      DiagnosticKind.error(
          "TOML002", "Control character %s. Remove it, or write \"\\u%s\" in a string.");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("TOML013", "The file is longer than %s characters.");
  private static final DiagnosticKind TOO_MUCH =
      DiagnosticKind.error("TOML014", "The file has more than %s characters outside strings.");
  private static final DiagnosticKind UNREADABLE =
      DiagnosticKind.error("TOML015", "The file cannot be parsed. Look for unclosed brackets.");

  private static final int MOST_CHARACTERS = 10 * 1024 * 1024;

  /**
   * Five times the longest public rule with all its texts. A mistake costs tomlj a tenth of a
   * millisecond and a kilobyte, and hostile text has one in every other character.
   */
  private static final int MOST_VISIBLE = 256 * 1024;

  static final int DEEPEST = 64;

  private static final TomlParseOptions OPTIONS =
      TomlParseOptions.sourceless()
          .withVersion(TomlVersion.V1_0_0)
          // One level more is let through.
          .withMaxNestingDepth(DEEPEST - 1);

  private TomlReader() {}

  /**
   * Reads {@code source} as a TOML file.
   *
   * @param sink receives a diagnostic for every statement that cannot be read
   * @return the top-level table, or empty if an error was reported
   */
  public static Optional<DataValue.Table> read(SourceText source, DiagnosticSink sink) {
    if (source.content().length() > MOST_CHARACTERS) {
      sink.report(TOO_LONG, source, new Span(0, 0), MOST_CHARACTERS);
      return Optional.empty();
    }
    int control = controlCharacter(source.content());
    if (control >= 0) {
      String code = String.format(Locale.ROOT, "%04X", (int) source.content().charAt(control));
      Span span = new Span(control, control + 1);
      sink.report(CONTROL_CHARACTER, source, span, "U+" + code, code);
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    TomlLines lines = new TomlLines(source);
    if (lines.visible() > MOST_VISIBLE) {
      sink.report(TOO_MUCH, source, new Span(0, 0), MOST_VISIBLE);
      return Optional.empty();
    }
    TomlParseResult result;
    try {
      result = Toml.parse(lines.parsed(), OPTIONS);
    } catch (RuntimeException e) {
      // Tomlj 2.2.0 does so on some broken tables in braces, though on none that we know to get
      // here.
      sink.report(UNREADABLE, source, new Span(0, 0));
      return Optional.empty();
    }
    if (result.hasErrors()) {
      new TomlMistakes(lines, sink).report(result.errors());
      return Optional.empty();
    }
    DataValue.Table table = new TomlTree(lines, sink).build(result);
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(table);
  }

  /** The first character that is not allowed anywhere in a file, or -1. */
  private static int controlCharacter(String content) {
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if ((c < ' ' && !isAllowed(c, content, i)) || c == '\u007f') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAllowed(char c, String content, int at) {
    return c == '\n' || c == '\t' || (c == '\r' && content.startsWith("\n", at + 1));
  }
}
