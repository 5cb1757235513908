package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes values out of tables, and reports those that do not look as they must. */
final class Values {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("TST001", "Unknown key '%s'.%s Known keys: %s.");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("TST002", "Key '%s' must be %s, not %s.");
  private static final DiagnosticKind MISSING =
      DiagnosticKind.error("TST003", "Key '%s' is missing.");
  private static final DiagnosticKind EMPTY = DiagnosticKind.error("TST004", "Key '%s' is empty.");
  private static final DiagnosticKind NO_TIME =
      DiagnosticKind.error(
          "TST005", "Key '%s' must be an instant such as '2026-02-03T08:00:00Z'%s, not '%s'.");
  private static final DiagnosticKind NO_DURATION =
      DiagnosticKind.error(
          "TST006", "Key '%s' must be a duration such as '10s', '5m' or '1h30m', not '%s'.");
  private static final DiagnosticKind EXCLUDED =
      DiagnosticKind.error("TST007", "Keys '%s' and '%s' are mutually exclusive. Remove one.");
  private static final DiagnosticKind OUT_OF_RANGE =
      DiagnosticKind.error("TST008", "Key '%s' must be %s, not %s.");

  private final DiagnosticSink sink;

  Values(DiagnosticSink sink) {
    this.sink = sink;
  }

  void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  DiagnosticSink sink() {
    return sink;
  }

  /** Reports the keys of {@code table} that are none of {@code known}. */
  void onlyKnown(DataValue.Table table, Collection<String> known) {
    table
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                DidYouMean hint = Suggestions.didYouMean(name, known);
                report(UNKNOWN_KEY, entry.key(), name, hint, String.join(", ", known));
              }
            });
  }

  /** Reports if a table has more than one of {@code keys}; says whether it has one. */
  boolean atMostOne(DataValue.Table table, String... keys) {
    List<String> present = List.of(keys).stream().filter(table.entries()::containsKey).toList();
    if (present.size() > 1) {
      Origin origin = key(table, present.get(1));
      report(EXCLUDED, origin, present.get(0), present.get(1));
    }
    return !present.isEmpty();
  }

  void missing(Origin origin, String key) {
    report(MISSING, origin, key);
  }

  void empty(Origin origin, String key) {
    report(EMPTY, origin, key);
  }

  void wrongShape(DataValue value, String key, String expected) {
    report(WRONG_SHAPE, value.origin(), key, expected, value.shape());
  }

  static Origin key(DataValue.Table table, String key) {
    return Optional.ofNullable(table.entries().get(key))
        .map(DataValue.Entry::key)
        .orElse(table.origin());
  }

  /** A string that is not blank. */
  Optional<DataValue.Text> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> text(value, key));
  }

  Optional<DataValue.Text> text(DataValue value, String key) {
    if (!(value instanceof DataValue.Text text)) {
      wrongShape(value, key, "a string");
      return Optional.empty();
    }
    if (text.value().isBlank()) {
      empty(value.origin(), key);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** One string or a list of them; empty if there is none. */
  List<DataValue.Text> texts(DataValue.Table table, String key) {
    return table.get(key).map(this::oneOrMore).orElse(List.of()).stream()
        .map(value -> text(value, key))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The elements of a list, or the value alone. */
  List<DataValue> oneOrMore(DataValue value) {
    return value.asArray().map(DataValue.Array::values).orElse(List.of(value));
  }

  /** A whole number between two bounds, both included; {@link Long#MAX_VALUE} is no bound. */
  OptionalLong whole(DataValue.Table table, String key, long least, long most) {
    Optional<DataValue> value = table.get(key);
    return value.isPresent() ? whole(value.get(), key, least, most) : OptionalLong.empty();
  }

  OptionalLong whole(DataValue value, String key, long least, long most) {
    if (!(value instanceof DataValue.Whole whole)) {
      wrongShape(value, key, "a whole number");
      return OptionalLong.empty();
    }
    if (whole.value() < least || whole.value() > most) {
      String range = most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
      report(OUT_OF_RANGE, value.origin(), key, range, whole.value());
      return OptionalLong.empty();
    }
    return OptionalLong.of(whole.value());
  }

  /** A duration in milliseconds. */
  OptionalLong duration(DataValue.Table table, String key) {
    Optional<DataValue.Text> text = text(table, key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong duration = Moments.duration(text.get().value());
    if (duration.isEmpty()) {
      report(NO_DURATION, text.get().origin(), key, text.get().value());
    }
    return duration;
  }

  /** An instant in milliseconds since 1970. */
  OptionalLong instant(DataValue.Table table, String key) {
    Optional<DataValue> value = table.get(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    return checked(value.get(), key, "", Moments.instant(value.get()));
  }

  /** An instant, or a distance from {@code start}. */
  OptionalLong instant(DataValue.Table table, String key, long start) {
    Optional<DataValue> value = table.get(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    return checked(
        value.get(), key, " or a distance such as '+5s'", Moments.instant(value.get(), start));
  }

  OptionalLong checked(DataValue value, String key, String also, OptionalLong instant) {
    if (instant.isEmpty()) {
      report(NO_TIME, value.origin(), key, also, value.plain());
    }
    return instant;
  }
}
