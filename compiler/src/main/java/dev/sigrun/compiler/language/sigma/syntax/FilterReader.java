package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** Reads the {@code filter} of a document. */
public final class FilterReader {
  private static final DiagnosticKind NO_MAP =
      DiagnosticKind.error(
          "SIG084", "A filter must be a map of rules, search identifiers and a condition.");
  private static final DiagnosticKind NO_RULES =
      DiagnosticKind.error("SIG085", "The %s has no 'rules'. List the ids or names of rules.");
  private static final DiagnosticKind BAD_RULES =
      DiagnosticKind.error("SIG086", "'rules' must be a list of ids or names of rules, not %s.");
  private static final DiagnosticKind NEGATES_NOTHING =
      DiagnosticKind.warning(
          "SIG087",
          "This filter keeps only the events that satisfy it. To exclude them, write 'not'.");

  private static final String RULES = "rules";
  private static final String ANY = "any";

  private FilterReader() {}

  /** The filter of {@code document}; empty if an error was reported. */
  public static Optional<SigmaFilter> read(SigmaDocument document, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<LogSource> source = LogSourceReader.read(document, sink);
    DataValue.Entry entry = document.table().entry("filter").orElseThrow();
    if (!(entry.value() instanceof DataValue.Table table)) {
      report(NO_MAP, entry.value().origin(), sink);
      return Optional.empty();
    }
    Optional<DataValue> rules = table.get(RULES);
    if (rules.isEmpty()) {
      report(NO_RULES, entry.key(), sink, "filter");
    }
    List<FieldName> names =
        rules.filter(value -> !isAny(value)).map(value -> names(value, sink)).orElse(List.of());
    Optional<SigmaRuleReader.Body> body =
        SigmaRuleReader.body("filter", entry, List.of(RULES, "condition"), sink);
    body.filter(found -> !negates(found.condition()))
        .ifPresent(found -> report(NEGATES_NOTHING, found.condition().origin(), sink));
    return sink.hasErrorsSince(checkpoint) || source.isEmpty()
        ? Optional.empty()
        : body.map(
            found ->
                new SigmaFilter(
                    document.origin(),
                    source.get(),
                    names,
                    found.identifiers(),
                    found.condition()));
  }

  private static boolean isAny(DataValue value) {
    return value.asText().filter(ANY::equals).isPresent()
        || value instanceof DataValue.Array array && array.values().isEmpty();
  }

  /** The rules that a document names: one, or a list of them. */
  static List<FieldName> names(DataValue value, DiagnosticSink sink) {
    List<DataValue> values =
        value instanceof DataValue.Array array ? array.values() : List.of(value);
    for (DataValue each : values) {
      if (each.asText().filter(text -> !text.isBlank()).isEmpty()) {
        report(BAD_RULES, each.origin(), sink, each.shape());
      }
    }
    return values.stream()
        .filter(each -> each.asText().isPresent())
        .map(each -> new FieldName(each.origin(), each.asText().orElseThrow()))
        .toList();
  }

  private static boolean negates(SigmaCondition condition) {
    if (condition instanceof SigmaCondition.And and) {
      return and.terms().stream().anyMatch(FilterReader::negates);
    }
    if (condition instanceof SigmaCondition.Or or) {
      return or.terms().stream().anyMatch(FilterReader::negates);
    }
    return condition instanceof SigmaCondition.Not;
  }

  private static void report(
      DiagnosticKind kind, Origin origin, DiagnosticSink sink, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
