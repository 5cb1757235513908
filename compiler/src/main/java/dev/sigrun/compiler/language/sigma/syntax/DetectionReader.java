package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a search identifier stands for. */
final class DetectionReader {
  private static final DiagnosticKind EMPTY =
      DiagnosticKind.error("SIG010", "'%s' is empty, which matches nothing. Fill or remove it.");
  private static final DiagnosticKind EMPTY_VALUES =
      DiagnosticKind.warning(
          "SIG018", "%s is empty, which is read as null: the field must be missing. Write null.");
  private static final DiagnosticKind NULL_KEYWORD =
      DiagnosticKind.error("SIG011", "Null is not a keyword: name the field that must be missing.");
  private static final DiagnosticKind UNKNOWN_MODIFIER =
      DiagnosticKind.error("SIG012", "Unknown modifier '%s'.%s");
  private static final DiagnosticKind MAP_AS_VALUE =
      DiagnosticKind.error(
          "SIG013", "A field is compared with values, not with a map. Write '%s.%s' as the field.");
  private static final DiagnosticKind LIST_AS_VALUE =
      DiagnosticKind.error("SIG014", "A list of values cannot contain a list.");
  private static final DiagnosticKind ENDLESS_NUMBER =
      DiagnosticKind.error("SIG015", "A number to compare with must be finite.");
  private static final DiagnosticKind DATE =
      DiagnosticKind.warning(
          "SIG016", "This is compared as the text '%s'. Put it into quotes to say so.");
  private static final DiagnosticKind NULL_IN_LIST =
      DiagnosticKind.warning(
          "SIG017", "The specification allows null only as a single value, not in a list.");

  private static final DiagnosticKind TOO_MANY_TESTS =
      DiagnosticKind.error("SIG153", "A detection has at most %s tests of fields.");

  private static final int LONGEST_SHOWN = 60;
  private static final int MOST_TESTS = 50_000;

  private final DiagnosticSink sink;

  /** How many tests of fields were read. */
  private int tests;

  DetectionReader(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** The detection {@code name}; empty if an error was reported. */
  Optional<SigmaDetection> read(String name, DataValue value) {
    if (value instanceof DataValue.Table table) {
      return map(name, table);
    }
    if (value instanceof DataValue.Array array) {
      return list(name, array);
    }
    return keyword(value);
  }

  private Optional<SigmaDetection> map(String name, DataValue.Table table) {
    if (table.entries().isEmpty()) {
      report(EMPTY, table.origin(), name);
      return Optional.empty();
    }
    List<SigmaDetection> items = new ArrayList<>();
    table.entries().forEach((key, entry) -> item(key, entry).ifPresent(items::add));
    return items.size() < table.entries().size()
        ? Optional.empty()
        : Optional.of(new SigmaDetection.All(table.origin(), items));
  }

  private Optional<SigmaDetection> list(String name, DataValue.Array array) {
    if (array.values().isEmpty()) {
      report(EMPTY, array.origin(), name);
      return Optional.empty();
    }
    List<SigmaDetection> parts = new ArrayList<>();
    boolean complete = true;
    List<SigmaValue> keywords = new ArrayList<>();
    for (DataValue value : array.values()) {
      if (value instanceof DataValue.Table || value instanceof DataValue.Array) {
        Optional<SigmaDetection> part = read(name, value);
        part.ifPresent(parts::add);
        complete &= part.isPresent();
      } else {
        Optional<SigmaValue> keyword = keywordValue(value);
        keyword.ifPresent(keywords::add);
        complete &= keyword.isPresent();
      }
    }
    if (!keywords.isEmpty()) {
      parts.add(
          new SigmaDetection.Item(keywords.get(0).origin(), Optional.empty(), List.of(), keywords));
    }
    return complete ? Optional.of(new SigmaDetection.Any(array.origin(), parts)) : Optional.empty();
  }

  private Optional<SigmaDetection> keyword(DataValue value) {
    return keywordValue(value)
        .map(
            keyword ->
                new SigmaDetection.Item(
                    value.origin(), Optional.empty(), List.of(), List.of(keyword)));
  }

  private Optional<SigmaValue> keywordValue(DataValue value) {
    if (value instanceof DataValue.Null) {
      report(NULL_KEYWORD, value.origin());
      return Optional.empty();
    }
    return value("", value);
  }

  private Optional<SigmaDetection> item(String key, DataValue.Entry entry) {
    if (++tests > MOST_TESTS) {
      if (tests == MOST_TESTS + 1) {
        report(TOO_MANY_TESTS, entry.key(), MOST_TESTS);
      }
      return Optional.empty();
    }
    int pipe = key.indexOf('|');
    String field = pipe < 0 ? key : key.substring(0, pipe);
    Optional<List<SigmaModifier>> modifiers = modifiers(key, entry.key());
    Optional<List<SigmaValue>> values =
        entry.value() instanceof DataValue.Array array
            ? values(field, array)
            : value(field, entry.value()).map(List::of);
    boolean nullKeyword =
        field.isEmpty()
            && values
                .filter(v -> v.stream().anyMatch(SigmaValue.Null.class::isInstance))
                .isPresent();
    if (nullKeyword) {
      report(NULL_KEYWORD, entry.value().origin());
    }
    return modifiers.isEmpty() || values.isEmpty() || nullKeyword
        ? Optional.empty()
        : Optional.of(
            new SigmaDetection.Item(
                entry.key(),
                field.isEmpty() ? Optional.empty() : Optional.of(field),
                modifiers.get(),
                values.get()));
  }

  private Optional<List<SigmaModifier>> modifiers(String key, Origin origin) {
    List<SigmaModifier> modifiers = new ArrayList<>();
    boolean known = true;
    // Plainly written but for quotes around it, or somewhere in the place of the whole key.
    int written = origin.source().text(origin.span()).indexOf(key);
    int start = key.indexOf('|');
    while (start >= 0) {
      int end = key.indexOf('|', start + 1);
      String word = key.substring(start + 1, end < 0 ? key.length() : end);
      Origin place = written < 0 ? origin : within(origin, written + start + 1, word.length());
      Optional<SigmaModifier.Kind> kind = SigmaModifier.Kind.of(word);
      if (kind.isPresent()) {
        modifiers.add(new SigmaModifier(place, kind.get()));
      } else {
        DidYouMean hint = Suggestions.didYouMean(word, SigmaModifier.Kind.words());
        report(UNKNOWN_MODIFIER, place, shown(word), hint);
        known = false;
      }
      start = end;
    }
    return known ? Optional.of(modifiers) : Optional.empty();
  }

  /** The place of a part of a key. */
  private static Origin within(Origin key, int start, int length) {
    int first = key.span().start() + start;
    return Origin.of(key.source(), new Span(first, first + length));
  }

  private Optional<List<SigmaValue>> values(String field, DataValue.Array array) {
    if (array.values().isEmpty()) {
      report(field.isEmpty() ? EMPTY : EMPTY_VALUES, array.origin(), "The list");
      return field.isEmpty()
          ? Optional.empty()
          : Optional.of(List.of(new SigmaValue.Null(array.origin())));
    }
    List<SigmaValue> values = new ArrayList<>();
    for (DataValue value : array.values()) {
      if (value instanceof DataValue.Array) {
        report(LIST_AS_VALUE, value.origin());
      } else {
        if (value instanceof DataValue.Null && array.values().size() > 1) {
          report(NULL_IN_LIST, value.origin());
        }
        value(field, value).ifPresent(values::add);
      }
    }
    return values.size() < array.values().size() ? Optional.empty() : Optional.of(values);
  }

  private Optional<SigmaValue> value(String field, DataValue value) {
    Origin origin = value.origin();
    if (value instanceof DataValue.Text text) {
      return Optional.of(new SigmaValue.Text(whole(text.text()), text.value()));
    }
    if (value instanceof DataValue.Whole whole) {
      return Optional.of(new SigmaValue.Numeric(origin, BigDecimal.valueOf(whole.value())));
    }
    if (value instanceof DataValue.Decimal decimal) {
      if (!Double.isFinite(decimal.value())) {
        report(ENDLESS_NUMBER, origin);
        return Optional.empty();
      }
      return Optional.of(new SigmaValue.Numeric(origin, BigDecimal.valueOf(decimal.value())));
    }
    if (value instanceof DataValue.Truth truth) {
      return Optional.of(new SigmaValue.Truth(origin, truth.value()));
    }
    if (value instanceof DataValue.Date date) {
      report(DATE, origin, date.value());
      SourceText text =
          origin.source().embed(date.value(), plain(origin.span().start(), date.value().length()));
      return Optional.of(new SigmaValue.Text(whole(text), date.value()));
    }
    if (value instanceof DataValue.Null) {
      return Optional.of(new SigmaValue.Null(origin));
    }
    String inner =
        value.asTable().flatMap(table -> table.keys().stream().findFirst()).orElse("name");
    report(MAP_AS_VALUE, origin, shown(field), shown(inner));
    return Optional.empty();
  }

  private static Embedding plain(int start, int length) {
    return new Embedding.Builder().addPlain(start, start + length).build(start + length);
  }

  /** All of a text, so that each of its characters can be pointed at. */
  private static Origin whole(SourceText text) {
    return Origin.of(text, text.whole());
  }

  private static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
