package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.analysis.EcsValues;
import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Technique;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.outline.Place;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.FileKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Offers what can be written at a place: keys, their values, and what queries are made of. */
public final class Completions {
  /** An editor asks again as more is typed. */
  private static final int MOST_FIELDS = 200;

  private final Document document;
  private final String text;
  private final Outline outline;
  private final int offset;
  private final boolean isYaml;

  private Completions(Document document, Position position) {
    this.document = document;
    this.text = document.text().content();
    this.outline = document.outline();
    this.offset = Places.offset(document.text(), position);
    this.isYaml = !String.valueOf(document.path().getFileName()).endsWith(".toml");
  }

  /** The completions at a place; not all if there are too many. */
  public static CompletionList at(Document document, Position position) {
    return new Completions(document, position).list();
  }

  private CompletionList list() {
    Optional<FileKeys> kind = document.kind();
    if (document.rules().isEmpty() && kind.isEmpty()) {
      return new CompletionList(List.of());
    }
    Place place = outline.at(offset);
    if (kind.isPresent()) {
      return new CompletionList(ofKind(kind.get(), place));
    }
    Optional<QueryPlace> query = QueryPlace.of(place, outline, text);
    if (query.isPresent()) {
      return new QueryCompletions(document, query.get(), offset).list();
    }
    if (place instanceof Place.Key key) {
      return new CompletionList(keys(key));
    }
    return new CompletionList(place instanceof Place.Value value ? values(value) : List.of());
  }

  /** The completions in tests, exceptions and mappings. */
  private List<CompletionItem> ofKind(FileKeys kind, Place place) {
    if (place instanceof Place.Key key) {
      return kind.hasFields(key.path()) ? fields(key.name()) : keys(key);
    }
    Optional<Outline.Entry> entry =
        outline.entries().stream().filter(each -> each.isInValue(offset)).findFirst();
    Optional<InlineTable> inside =
        entry.flatMap(each -> InlineTable.at(text, each.value(), offset));
    if (entry.isEmpty() || inside.isEmpty()) {
      return place instanceof Place.Value value ? values(value) : dotted(kind, place);
    }
    String table = InlineTable.table(entry.get().key());
    List<KnownKey> known = kind.keys(table);
    if (inside.get().key().isPresent()) {
      String key = inside.get().key().get();
      return key.equals("field")
          ? fields(inside.get().word())
          : EcsValues.allowed(key).stream()
              .map(word -> item(word, CompletionItemKind.EnumMember, inside.get().word(), word))
              .toList();
    }
    List<CompletionItem> items = new ArrayList<>();
    known.forEach(key -> items.add(keyItem(key, inside.get().word(), key.name() + " = ")));
    if (kind.hasFields(List.of(table))) {
      items.addAll(fields(inside.get().word()));
    }
    return items;
  }

  /** A name with dots, which outlines take for a key only once it has a value. */
  private List<CompletionItem> dotted(FileKeys kind, Place place) {
    Span word = Words.before(text, new Span(0, text.length()), offset);
    int line = text.lastIndexOf('\n', offset - 1) + 1;
    return kind.hasFields(place.path()) && text.substring(line, word.start()).isBlank()
        ? fields(word)
        : List.of();
  }

  /** The fields of events that begin as a word does, or of which a part does. */
  private List<CompletionItem> fields(Span written) {
    Span word = new Span(Math.min(written.start(), offset), offset);
    String wanted = text.substring(word.start(), word.end()).toLowerCase(Locale.ROOT);
    Schema schema = document.project().options().schema();
    return schema.names().stream()
        .filter(
            name ->
                name.toLowerCase(Locale.ROOT).startsWith(wanted)
                    || name.toLowerCase(Locale.ROOT).contains("." + wanted))
        .limit(MOST_FIELDS)
        .map(
            name -> {
              CompletionItem item = item(name, CompletionItemKind.Field, word, name);
              schema.typeOf(name).ifPresent(type -> item.setDetail(type.spelling()));
              return item;
            })
        .toList();
  }

  private CompletionItem keyItem(KnownKey key, Span span, String insert) {
    CompletionItem item = item(key.name(), CompletionItemKind.Property, span, insert);
    item.setDetail(key.value() + (key.required() ? ", required" : ""));
    item.setSortText((key.required() ? "0" : "1") + key.name());
    return item;
  }

  private List<CompletionItem> keys(Place.Key place) {
    Span before = new Span(Math.min(place.name().start(), offset), offset);
    String written = text.substring(before.start(), before.end());
    int bar = written.lastIndexOf('|');
    if (isYaml && bar >= 0) {
      Span word = new Span(before.start() + bar + 1, Math.max(offset, place.name().end()));
      return SigmaModifier.Kind.words().stream()
          .map(modifier -> item(modifier, CompletionItemKind.Operator, word, modifier))
          .toList();
    }
    boolean hasValue = outline.entries().stream().anyMatch(e -> e.name().equals(place.name()));
    Set<String> present = new HashSet<>();
    outline.entries().stream()
        .filter(entry -> entry.path().equals(place.path()) && !entry.name().equals(place.name()))
        .forEach(entry -> present.add(entry.key()));
    Span name = hasValue ? place.name() : before;
    List<CompletionItem> items = new ArrayList<>();
    for (KnownKey key : document.keys(outline, place.path())) {
      // Tables of a list may each have the key.
      if (!present.contains(key.name()) || place.path().size() > 1) {
        String insert = hasValue ? key.name() : key(key, place.path().isEmpty());
        items.add(keyItem(key, name, insert));
      }
    }
    return items;
  }

  /** A key with what comes before its value. */
  private String key(KnownKey key, boolean isTop) {
    if (!isYaml) {
      boolean isList = key.kind() == KnownKey.Kind.TABLES && document.kind().isPresent();
      boolean isTable = key.kind() == KnownKey.Kind.TABLE || document.kind().isEmpty();
      return isTop && isList
          ? "[[" + key.name() + "]]"
          : isTop && isTable ? "[" + key.name() + "]" : key.name() + " = ";
    }
    return switch (key.kind()) {
      case TEXT, BARE -> key.name() + ": ";
      case LIST, TABLE, TABLES -> key.name() + ":";
    };
  }

  private List<CompletionItem> values(Place.Value place) {
    if (isYaml && place.key().equals("condition") && isDetection(place.path())) {
      return selections(place);
    }
    boolean isTechnique =
        place.key().equals("id") && place.path().contains("technique")
            || place.key().equals("id") && place.path().contains("subtechnique");
    if (isTechnique) {
      return AttackTable.get().techniques().stream()
          .map(technique -> technique(technique, place))
          .toList();
    }
    for (KnownKey key : document.keys(outline, place.path())) {
      if (key.name().equals(place.key())) {
        return key.words().stream().map(word -> value(word, key, place)).toList();
      }
    }
    return List.of();
  }

  private CompletionItem technique(Technique technique, Place.Value place) {
    CompletionItem item =
        item(
            technique.id(), CompletionItemKind.Value, place.value(), quoted(technique.id(), place));
    item.setDetail(technique.name());
    return item;
  }

  private CompletionItem value(String word, KnownKey key, Place.Value place) {
    boolean bare = isYaml || key.kind() == KnownKey.Kind.BARE;
    CompletionItem item =
        item(word, CompletionItemKind.EnumMember, place.value(), bare ? word : quoted(word, place));
    String technique = word.replaceFirst("^attack\\.", "").toUpperCase(Locale.ROOT);
    AttackTable.get().technique(technique).map(Technique::name).ifPresent(item::setDetail);
    return item;
  }

  private static String quoted(String word, Place.Value place) {
    return place.quoted() ? word : "\"" + word + "\"";
  }

  private static boolean isDetection(List<String> path) {
    return path.equals(List.of("detection")) || path.equals(List.of("filter"));
  }

  /** The names of selections, and the words that join them. */
  private List<CompletionItem> selections(Place.Value place) {
    Span word = Words.before(text, new Span(0, text.length()), offset);
    List<CompletionItem> items = new ArrayList<>();
    outline.entries().stream()
        .filter(entry -> entry.path().equals(place.path()) && !entry.key().equals("condition"))
        .map(Outline.Entry::key)
        .distinct()
        .forEach(name -> items.add(item(name, CompletionItemKind.Variable, word, name)));
    List.of("and", "or", "not", "1 of ", "all of ", "them")
        .forEach(each -> items.add(item(each.strip(), CompletionItemKind.Keyword, word, each)));
    return items;
  }

  private CompletionItem item(String label, CompletionItemKind kind, Span span, String insert) {
    return item(document, label, kind, span, insert);
  }

  /** An item that replaces a part of the text. */
  static CompletionItem item(
      Document document, String label, CompletionItemKind kind, Span span, String insert) {
    CompletionItem item = new CompletionItem(label);
    item.setKind(kind);
    item.setTextEdit(Either.forLeft(new TextEdit(Places.range(document.text(), span), insert)));
    item.setFilterText(label);
    return item;
  }
}
