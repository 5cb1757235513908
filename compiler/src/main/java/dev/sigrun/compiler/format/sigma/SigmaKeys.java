package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Checks and reads the keys by which a document describes itself. A fault in them changes nothing
 * of what the rule matches, so that it is a warning, and the key counts as missing.
 */
final class SigmaKeys {
  private static final DiagnosticKind WRONG_TYPE =
      DiagnosticKind.warning("SIG072", "'%s' must be %s, not %s.");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.warning("SIG073", "'%s' has %s characters; no more than %s are allowed.");
  private static final DiagnosticKind UNKNOWN_WORD =
      DiagnosticKind.warning("SIG074", "Unknown %s '%s'.%s Expected one of: %s.");
  private static final DiagnosticKind BAD_ID =
      DiagnosticKind.warning("SIG075", "An id must be a UUID, not '%s'.");
  private static final DiagnosticKind BAD_DATE =
      DiagnosticKind.warning("SIG076", "'%s' is a date such as 2026-01-31, not '%s'.");
  private static final DiagnosticKind TWICE =
      DiagnosticKind.warning("SIG077", "'%s' is in the list twice.");
  private static final DiagnosticKind BAD_TAG =
      DiagnosticKind.warning(
          "SIG078", "A tag has a namespace, as in 'attack.t1059'; '%s' has none.");
  private static final DiagnosticKind SIMILAR_KEY =
      DiagnosticKind.warning("SIG079", "'%s' is not a key of Sigma.%s");
  private static final DiagnosticKind TOO_SHORT =
      DiagnosticKind.warning("SIG080", "An entry of '%s' has at least two characters.");

  private static final DiagnosticKind DATES =
      DiagnosticKind.warning("SIG146", "'%s' is before '%s'.");

  static final List<String> KNOWN =
      List.of(
          "title",
          "id",
          "name",
          "taxonomy",
          "status",
          "description",
          "license",
          "author",
          "references",
          "date",
          "modified",
          "related",
          "logsource",
          "detection",
          "correlation",
          "filter",
          "generate",
          "fields",
          "falsepositives",
          "level",
          "tags",
          "scope");
  private static final Suggestions NAMES = Suggestions.of(KNOWN);
  static final List<String> RELATIONS =
      List.of("derived", "obsolete", "merged", "renamed", "similar", "correlation");
  private static final Pattern TAG =
      Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("[1-3][0-9]{3}([-/])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12][0-9]|3[01])");

  private final DataValue.Table table;
  private final DiagnosticSink sink;

  SigmaKeys(SigmaDocument document, DiagnosticSink sink) {
    this.table = document.table();
    this.sink = sink;
  }

  /** Reports keys that are nearly one of Sigma's; others are the author's own. */
  void checkNames() {
    table
        .entries()
        .forEach(
            (key, entry) -> {
              if (!KNOWN.contains(key) && key.length() > 2) {
                DidYouMean hint = NAMES.didYouMean(key);
                if (!hint.isEmpty()) {
                  report(SIMILAR_KEY, entry.key(), key, hint);
                }
              }
            });
  }

  Optional<DataValue> value(String key) {
    return table.get(key).filter(value -> !(value instanceof DataValue.Null));
  }

  /** A text of at most {@code most} characters. */
  Optional<String> text(String key, int most) {
    Optional<DataValue> value = value(key);
    Optional<String> text = value.flatMap(DataValue::asText).filter(found -> !found.isBlank());
    if (value.isPresent() && text.isEmpty()) {
      String found = value.get().asText().isPresent() ? "an empty one" : value.get().shape();
      report(WRONG_TYPE, value.get().origin(), key, "a text", found);
    }
    text.filter(found -> found.length() > most)
        .ifPresent(found -> report(TOO_LONG, value.get().origin(), key, found.length(), most));
    return text;
  }

  /** One of some words, in any case. */
  Optional<String> word(String key, List<String> words) {
    Optional<String> written = text(key, Integer.MAX_VALUE);
    Optional<String> word =
        written.map(text -> text.toLowerCase(Locale.ROOT)).filter(words::contains);
    if (written.isPresent() && word.isEmpty()) {
      report(
          UNKNOWN_WORD,
          table.get(key).orElseThrow().origin(),
          key,
          written.get(),
          Suggestions.didYouMean(written.get(), words),
          String.join(", ", words));
    }
    return word;
  }

  /** The identity, which must be a UUID. */
  Optional<String> id() {
    Optional<String> id = text("id", Integer.MAX_VALUE);
    id.filter(text -> !isUuid(text))
        .ifPresent(text -> report(BAD_ID, table.get("id").orElseThrow().origin(), text));
    return id;
  }

  private static boolean isUuid(String text) {
    try {
      return text.length() == 36 && UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void checkDate(String key) {
    value(key)
        .ifPresent(
            value -> {
              String text =
                  value instanceof DataValue.Date date
                      ? date.value()
                      : value.asText().orElse(value.shape());
              if (!DATE.matcher(text).matches()) {
                report(BAD_DATE, value.origin(), key, text);
              }
            });
  }

  /** Reports a date that is before the one that it follows. Digits of a date sort as dates do. */
  void checkOrder(String first, String second) {
    Optional<String> before = value(first).map(SigmaKeys::digits);
    Optional<String> after = value(second).map(SigmaKeys::digits);
    if (before.isPresent()
        && after.isPresent()
        && before.get().length() == after.get().length()
        && after.get().compareTo(before.get()) < 0) {
      report(DATES, table.get(second).orElseThrow().origin(), second, first);
    }
  }

  private static String digits(DataValue value) {
    String text = value instanceof DataValue.Date date ? date.value() : value.asText().orElse("");
    return text.replace('/', '-');
  }

  /** The texts of a list; a single text counts as a list of one. */
  List<String> texts(String key, int least) {
    List<String> texts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DataValue each : list(key)) {
      Optional<String> text = each.asText();
      if (text.isEmpty()) {
        report(WRONG_TYPE, each.origin(), key, "a list of texts", each.shape());
      } else {
        if (text.get().length() < least) {
          report(TOO_SHORT, each.origin(), key);
        }
        if (!seen.add(text.get())) {
          report(TWICE, each.origin(), text.get());
        }
        texts.add(text.get());
      }
    }
    return texts;
  }

  private List<DataValue> list(String key) {
    Optional<DataValue> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof DataValue.Array array) {
      return array.values();
    }
    if (value.get() instanceof DataValue.Text) {
      return List.of(value.get());
    }
    report(WRONG_TYPE, value.get().origin(), key, "a list", value.get().shape());
    return List.of();
  }

  List<String> tags() {
    List<String> tags = texts("tags", 0);
    AttackTags.check(list("tags"), sink);
    for (DataValue each : list("tags")) {
      each.asText()
          .filter(tag -> !TAG.matcher(tag).matches())
          .ifPresent(tag -> report(BAD_TAG, each.origin(), tag));
    }
    return tags;
  }

  void checkRelated() {
    for (DataValue each : list("related")) {
      if (!(each instanceof DataValue.Table related)) {
        report(
            WRONG_TYPE, each.origin(), "related", "a list of maps with id and type", each.shape());
        continue;
      }
      Optional<String> id = related.get("id").flatMap(DataValue::asText);
      if (id.filter(SigmaKeys::isUuid).isEmpty()) {
        report(BAD_ID, each.origin(), id.orElse(""));
      }
      Optional<String> type = related.get("type").flatMap(DataValue::asText);
      if (type.filter(RELATIONS::contains).isEmpty()) {
        String found = type.orElse("");
        report(
            UNKNOWN_WORD,
            each.origin(),
            "type of relation",
            found,
            Suggestions.didYouMean(found, RELATIONS),
            String.join(", ", RELATIONS));
      }
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
