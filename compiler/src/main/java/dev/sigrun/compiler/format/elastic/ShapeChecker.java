package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.format.elastic.Shape.Key;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reports where values do not look as they must. */
final class ShapeChecker {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("RUL003", "Unknown key '%s'.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("RUL004", "Key '%s' must be %s, not %s.");
  private static final DiagnosticKind MISSING_KEY =
      DiagnosticKind.error("RUL005", "Key '%s' is missing.");
  private static final DiagnosticKind UNKNOWN_WORD =
      DiagnosticKind.error("RUL006", "Unknown value '%s' for '%s'.%s Use %s.");
  private static final DiagnosticKind OTHER_TYPE =
      DiagnosticKind.error("RUL007", "Key '%s' has no meaning in a rule of type %s, only in %s.");
  private static final DiagnosticKind OUT_OF_RANGE =
      DiagnosticKind.error("RUL008", "Key '%s' must be %s, not %s.");
  private static final DiagnosticKind BLANK = DiagnosticKind.error("RUL009", "Key '%s' is empty.");
  private static final DiagnosticKind WRONG_LENGTH =
      DiagnosticKind.error("RUL010", "Key '%s' must have %s, not %s.");
  private static final DiagnosticKind OTHER_FORMAT =
      DiagnosticKind.error("RUL026", "Key '%s' must look like '%s', not '%s'.");

  private final DiagnosticSink sink;
  private final Optional<RuleType> type;
  private final boolean lenient;

  /**
   * Checks for one file.
   *
   * @param type the type of the rule, if it is known; otherwise keys of particular types are not
   *     checked
   * @param lenient whether unknown keys are skipped
   */
  ShapeChecker(DiagnosticSink sink, Optional<RuleType> type, boolean lenient) {
    this.sink = sink;
    this.type = type;
    this.lenient = lenient;
  }

  /** Checks the value of {@code name}. */
  void check(String name, DataValue value, Shape shape) {
    if (shape instanceof Shape.Text text) {
      checkText(name, value, text);
    } else if (shape instanceof Shape.OrBlank optional) {
      if (!Shape.OrBlank.isBlank(value)) {
        check(name, value, optional.shape());
      }
    } else if (shape instanceof Shape.Choice choice) {
      checkChoice(name, value, choice);
    } else if (shape instanceof Shape.Formatted formatted) {
      checkFormat(name, value, formatted);
    } else if (shape instanceof Shape.Whole whole) {
      checkWhole(name, value, whole);
    } else if (shape instanceof Shape.Truth) {
      expect(name, value, value instanceof DataValue.Truth, "true or false");
    } else if (shape instanceof Shape.OneOrMore several) {
      boolean list = value instanceof DataValue.Array;
      check(name, value, list ? several.list() : several.element());
    } else if (shape instanceof Shape.ListOf list) {
      checkList(name, value, list);
    } else if (shape instanceof Shape.Table table) {
      if (expect(name, value, value instanceof DataValue.Table, "a table")) {
        checkTable((DataValue.Table) value, table);
      }
    } else if (shape instanceof Shape.AnyTable) {
      expect(name, value, value instanceof DataValue.Table, "a table");
    }
  }

  private void checkText(String name, DataValue value, Shape.Text shape) {
    boolean text = expect(name, value, value instanceof DataValue.Text, "a string");
    if (text && !shape.mayBeBlank() && value.asText().orElseThrow().isBlank()) {
      report(BLANK, value.origin(), name);
    }
  }

  private void checkChoice(String name, DataValue value, Shape.Choice shape) {
    if (!expect(name, value, value instanceof DataValue.Text, "a string")) {
      return;
    }
    String found = value.asText().orElseThrow();
    if (!shape.words().contains(found)) {
      String meant = shape.otherNames().get(found.toLowerCase(Locale.ROOT));
      DidYouMean hint =
          meant == null
              ? Suggestions.didYouMean(found, shape.words())
              : DidYouMean.of(found, meant);
      report(UNKNOWN_WORD, value.origin(), found, name, hint, either(shape.words()));
    }
  }

  private void checkFormat(String name, DataValue value, Shape.Formatted shape) {
    boolean text = expect(name, value, value instanceof DataValue.Text, "a string");
    if (text && !value.asText().orElseThrow().matches(shape.regex())) {
      String found = value.asText().orElseThrow();
      report(OTHER_FORMAT, value.origin(), name, shape.example(), found);
    }
  }

  private void checkWhole(String name, DataValue value, Shape.Whole shape) {
    if (!expect(name, value, value instanceof DataValue.Whole, "a whole number")) {
      return;
    }
    long found = ((DataValue.Whole) value).value();
    if (found < shape.least() || found > shape.most()) {
      String range =
          shape.most() == Long.MAX_VALUE
              ? "at least " + shape.least()
              : "from " + shape.least() + " to " + shape.most();
      report(OUT_OF_RANGE, value.origin(), name, range, found);
    }
  }

  private void checkList(String name, DataValue value, Shape.ListOf shape) {
    if (!expect(name, value, value instanceof DataValue.Array, "a list")) {
      return;
    }
    List<DataValue> values = ((DataValue.Array) value).values();
    boolean blanksDoNotCount = shape.element() instanceof Shape.OrBlank;
    long size = values.stream().filter(v -> !blanksDoNotCount || !Shape.OrBlank.isBlank(v)).count();
    if (size < shape.least() || size > shape.most()) {
      String range =
          shape.least() == shape.most()
              ? String.valueOf(shape.least())
              : shape.least() + " to " + shape.most();
      String noun = shape.most() == 1 ? " element" : " elements";
      report(WRONG_LENGTH, value.origin(), name, range + noun, size);
    }
    values.forEach(element -> check(name, element, shape.element()));
  }

  private void checkTable(DataValue.Table table, Shape.Table shape) {
    for (Map.Entry<String, DataValue.Entry> entry : table.entries().entrySet()) {
      String name = entry.getKey();
      Optional<Key> key = shape.keys().stream().filter(k -> k.name().equals(name)).findFirst();
      if (key.isEmpty()) {
        reportUnknown(name, entry.getValue().key(), shape);
      } else if (type.isPresent() && !key.get().need().allows(type.get())) {
        report(OTHER_TYPE, entry.getValue().key(), name, type.get(), key.get().need().types());
      } else {
        check(name, entry.getValue().value(), key.get().shape());
      }
    }
    for (Key key : shape.keys()) {
      boolean required =
          type.isPresent() ? key.need().requires(type.get()) : key.need().equals(Need.REQUIRED);
      if (required && table.get(key.name()).isEmpty()) {
        report(MISSING_KEY, table.origin(), key.name());
      }
    }
  }

  private void reportUnknown(String name, Origin origin, Shape.Table shape) {
    if (lenient) {
      return;
    }
    List<String> known =
        shape.keys().stream()
            .filter(key -> type.map(key.need()::allows).orElse(true))
            .map(Key::name)
            .toList();
    report(UNKNOWN_KEY, origin, name, Suggestions.didYouMean(name, known));
  }

  private boolean expect(String name, DataValue value, boolean fits, String expected) {
    if (!fits) {
      report(WRONG_SHAPE, value.origin(), name, expected, value.shape());
    }
    return fits;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    Span span = origin.span();
    sink.report(kind, origin.source(), span, arguments);
  }

  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
