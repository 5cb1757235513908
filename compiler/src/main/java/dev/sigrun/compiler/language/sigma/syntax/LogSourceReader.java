package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** Reads the {@code logsource} of a document. */
public final class LogSourceReader {
  private static final DiagnosticKind MISSING =
      DiagnosticKind.error("SIG005", "The %s has no 'logsource'.");
  private static final DiagnosticKind NO_MAP =
      DiagnosticKind.error(
          "SIG006", "A log source must be a map of category, product and service, not %s.");
  private static final DiagnosticKind EMPTY =
      DiagnosticKind.error("SIG007", "A log source must have a category, a product or a service.");
  private static final DiagnosticKind NO_TEXT =
      DiagnosticKind.error("SIG008", "The %s of a log source must be a text, not %s.");
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.warning("SIG009", "Unknown key '%s' of a log source.%s");

  /** The keys of a log source. */
  public static final List<String> KEYS = List.of("category", "product", "service", "definition");

  private LogSourceReader() {}

  /**
   * The log source of a document; empty if an error was reported.
   *
   * @param sink told what is wrong with it
   */
  public static Optional<LogSource> read(SigmaDocument document, DiagnosticSink sink) {
    Optional<DataValue> value = document.table().get("logsource");
    if (value.isEmpty()) {
      report(sink, MISSING, document.origin(), document.kind().label());
      return Optional.empty();
    }
    if (!(value.get() instanceof DataValue.Table table)) {
      report(sink, NO_MAP, value.get().origin(), value.get().shape());
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    table
        .entries()
        .forEach(
            (key, entry) -> {
              DidYouMean hint = Suggestions.didYouMean(key, KEYS);
              if (!KEYS.contains(key) && !hint.isEmpty()) {
                report(sink, UNKNOWN_KEY, entry.key(), key, hint);
              }
            });
    LogSource source =
        new LogSource(
            table.origin(),
            text(table, "category", sink),
            text(table, "product", sink),
            text(table, "service", sink));
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    if (source.category().or(source::product).or(source::service).isEmpty()) {
      report(sink, EMPTY, document.table().entry("logsource").orElseThrow().key());
      return Optional.empty();
    }
    return Optional.of(source);
  }

  private static Optional<String> text(DataValue.Table table, String key, DiagnosticSink sink) {
    Optional<DataValue> value = table.get(key).filter(given -> !(given instanceof DataValue.Null));
    value
        .filter(given -> given.asText().isEmpty())
        .ifPresent(given -> report(sink, NO_TEXT, given.origin(), key, given.shape()));
    return value.flatMap(DataValue::asText);
  }

  private static void report(
      DiagnosticSink sink, DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
