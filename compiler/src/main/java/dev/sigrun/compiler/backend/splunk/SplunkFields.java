package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.Reading;
import java.util.HashMap;
import java.util.Map;

/** The names of a rule's fields in Splunk, after its mapping was applied. */
final class SplunkFields {
  private static final DiagnosticKind NAME =
      DiagnosticKind.unsupported("SPL020", "SPL cannot write the name of the field '%s'.");
  private static final DiagnosticKind TEXT =
      DiagnosticKind.unsupported("SPL021", "SPL cannot express the string '%s' here.");

  private static final DiagnosticKind OTHER_VALUES =
      DiagnosticKind.unsupported(
          "SPL022",
          "The mapping gives '%s' values that events do not have in Splunk: null_value, copy_to"
              + " or a"
              + " constant.");
  private static final DiagnosticKind LONG_TEXTS =
      DiagnosticKind.warning(
          "SPL023",
          "The mapping ignores long values of '%s' (ignore_above), which Splunk compares.");

  private final Schema schema;
  private final Map<String, String> suffixes = new HashMap<>();

  /** The fields that the mapping of {@code options} has made. */
  SplunkFields(ExportOptions options) {
    FieldMapping mapping = options.mapping();
    this.schema = options.schema();
    for (String array : mapping.arrays()) {
      mapping.namesOf(array).forEach(name -> suffixes.put(name, mapping.arraySuffix()));
    }
  }

  /** The name in the search; a refusal if nothing can hold it. Patterns are refused elsewhere. */
  String nameOf(Origin origin, String field, Reasons reasons) {
    String name = nameOf(field);
    if (!SplText.isWritable(name) && field.indexOf('*') < 0) {
      reasons.refuse(NAME, origin, field);
    }
    return name;
  }

  /**
   * The same without a check. The time of an event has its own name; a form of a field that only an
   * index has, such as {@code process.name.caseless}, has none.
   */
  String nameOf(String field) {
    String source = schema.sourceOf(field);
    return source.equals("@timestamp") ? "_time" : source + suffixes.getOrDefault(source, "");
  }

  /** Reports what an index makes of the values of {@code field} that a search does not. */
  void checkReading(Origin origin, Field field, Reasons reasons) {
    Reading reading = field.reading();
    boolean otherValues =
        reading.places().size() > 1
            || !reading.patterns().isEmpty()
            || reading.nullValue().isPresent()
            || reading.constant().isPresent();
    if (otherValues) {
      reasons.refuse(OTHER_VALUES, origin, field.name());
    }
    if (reading.ignoreAbove().isPresent()) {
      reasons.approximate(Fidelity.MAY_DIFFER, LONG_TEXTS, origin, field.name());
    }
  }

  /** A text between quotes; a refusal if it cannot be written. */
  SplExpression text(Origin origin, String text, Reasons reasons) {
    if (!SplText.isQuotable(text)) {
      reasons.refuse(TEXT, origin, text);
      return new SplExpression.Text("");
    }
    return new SplExpression.Text(text);
  }
}
