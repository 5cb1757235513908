package dev.sigrun.compiler.codes;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the pages of codes. A module that reports diagnostics has them next to a class of its own:
 * {@code kinds.txt} with the code, severity and message of each kind, files in TOML with a table
 * for each code, and {@code areas.txt} with the names of those files. A test renews the lists.
 */
public final class CodePages {
  private static final String KINDS = "kinds.txt";
  private static final String AREAS = "areas.txt";

  private CodePages() {}

  /** The pages of this module, in the order of their codes. */
  public static List<CodePage> ofCompiler() {
    return read(CodePages.class);
  }

  /**
   * The pages of a module, in the order of their codes.
   *
   * @param place a class next to the files
   */
  public static List<CodePage> read(Class<?> place) {
    Map<String, DataValue.Table> tables = new TreeMap<>();
    for (String area : text(place, AREAS).lines().toList()) {
      table(place, area + ".toml")
          .entries()
          .forEach((code, entry) -> tables.put(code, entry.value().asTable().orElseThrow()));
    }
    return text(place, KINDS).lines().map(line -> page(line.split(" ", 3), tables)).toList();
  }

  private static CodePage page(String[] kind, Map<String, DataValue.Table> tables) {
    DataValue.Table table = Objects.requireNonNull(tables.get(kind[0]), kind[0]);
    Severity severity = Severity.valueOf(kind[1].toUpperCase(Locale.ROOT));
    String why = text(table, "why").orElseThrow();
    return new CodePage(
        kind[0], severity, title(kind[2], why), why, example(table), text(table, "no_example"));
  }

  private static Optional<CodeExample> example(DataValue.Table table) {
    return text(table, "form")
        .map(
            form ->
                new CodeExample(
                    CodeExample.Form.valueOf(form.toUpperCase(Locale.ROOT)),
                    text(table, "wrong").orElseThrow().stripTrailing(),
                    text(table, "mended").orElseThrow().stripTrailing(),
                    setting(table)));
  }

  private static CodeExample.Setting setting(DataValue.Table table) {
    Map<CodeExample.Form, String> files = new EnumMap<>(CodeExample.Form.class);
    for (CodeExample.Form form : CodeExample.Form.values()) {
      text(table, form.name().toLowerCase(Locale.ROOT))
          .ifPresent(file -> files.put(form, file.stripTrailing()));
    }
    return new CodeExample.Setting(files, text(table, "target"));
  }

  /**
   * A hole right after a sentence is for a suggestion, which not every report has. A message that
   * is only a hole says nothing.
   */
  private static String title(String message, String why) {
    return message.equals("%s")
        ? why
        : message.replaceAll("(?<=[.?])%s", "").replace("%s", "…").replace("%%", "%");
  }

  private static Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(DataValue::asText);
  }

  /** A malformed file is a bug of ours, not of a user. */
  private static DataValue.Table table(Class<?> place, String file) {
    DiagnosticSink sink = new DiagnosticSink();
    return TomlReader.read(SourceText.of(file, text(place, file)), sink)
        .orElseThrow(() -> new IllegalStateException(sink.diagnostics().toString()));
  }

  private static String text(Class<?> place, String file) {
    try (InputStream in = Objects.requireNonNull(place.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
