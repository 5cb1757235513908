package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.attack.Technique;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.outline.Place;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.FileKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;

/** Explains fields, functions, keys and techniques, and the codes of reports. */
public final class Hovers {
  private Hovers() {}

  /** The text about a place. */
  public static Optional<Hover> at(Document document, Position position) {
    int offset = Places.offset(document.text(), position);
    List<Explained> found = new ArrayList<>();
    explain(document, offset).ifPresent(found::add);
    for (Diagnostic diagnostic : document.diagnostics()) {
      Span span = diagnostic.span();
      if (span.start() <= offset && offset <= span.end()) {
        Reference.code(diagnostic.code())
            .map(page -> new Explained(span, page))
            .ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String text =
        found.stream()
            .map(Explained::markdown)
            .distinct()
            .collect(Collectors.joining("\n\n---\n\n"));
    Hover hover = new Hover(new MarkupContent(MarkupKind.MARKDOWN, text));
    hover.setRange(Places.range(document.text(), found.get(0).span()));
    return Optional.of(hover);
  }

  /** A text, and the part of the document that it is about. */
  private record Explained(Span span, String markdown) {}

  private static Optional<Explained> explain(Document document, int offset) {
    String text = document.text().content();
    Outline outline = document.outline();
    Place place = outline.at(offset);
    Optional<QueryPlace> query = QueryPlace.of(place, outline, text);
    if (query.isPresent()) {
      return inQuery(document, query.get(), offset);
    }
    if (place instanceof Place.Key key) {
      return key(document, outline, key);
    }
    if (document.kind().isPresent() && place instanceof Place.Value value) {
      return inTable(document, document.kind().get(), value, offset);
    }
    return place instanceof Place.Value value ? word(text, value, offset) : Optional.empty();
  }

  /** Keys and fields in the tables that a value of a test or exception holds. */
  private static Optional<Explained> inTable(
      Document document, FileKeys kind, Place.Value value, int offset) {
    String text = document.text().content();
    Span span = Words.around(text, value.value(), offset);
    String word = text.substring(span.start(), span.end());
    return kind.keys(InlineTable.table(value.key())).stream()
        .filter(known -> known.name().equals(word))
        .findFirst()
        .map(Hovers::describe)
        .or(() -> FieldPage.of(word, document.project()))
        .map(page -> new Explained(span, page));
  }

  private static Optional<Explained> inQuery(Document document, QueryPlace query, int offset) {
    String text = document.text().content();
    Span span = Words.around(text, query.query(), offset);
    String word = text.substring(span.start(), span.end());
    if (word.isEmpty() || query.isInString(text, span.start())) {
      return Optional.empty();
    }
    Optional<String> function =
        Reference.function(query.pagesLanguage(), word).map(Reference::markdown);
    Optional<String> field = FieldPage.of(word, document.project());
    boolean isCall = text.substring(span.end()).stripLeading().startsWith("(");
    return (isCall ? function.or(() -> field) : field.or(() -> function))
        .map(page -> new Explained(span, page));
  }

  private static Optional<Explained> key(Document document, Outline outline, Place.Key key) {
    String text = document.text().content();
    String name = text.substring(key.name().start(), key.name().end()).strip();
    return document.keys(outline, key.path()).stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .map(known -> new Explained(key.name(), describe(known)))
        .or(
            () ->
                document.kind().isPresent()
                    ? FieldPage.of(name, document.project())
                        .map(page -> new Explained(key.name(), page))
                    : sigmaField(document, key, name));
  }

  private static String describe(KnownKey key) {
    return "**" + key.name() + "** " + key.value() + (key.required() ? ", required" : "");
  }

  /** Names of fields are keys of a detection; those of ECS rules are also fields of the schema. */
  private static Optional<Explained> sigmaField(Document document, Place.Key key, String name) {
    boolean inDetection = !key.path().isEmpty() && key.path().get(0).equals("detection");
    String field = name.split("\\|", 2)[0];
    return inDetection
        ? FieldPage.of(field, document.project()).map(page -> new Explained(key.name(), page))
        : Optional.empty();
  }

  /** Identities of ATT&amp;CK, whether tags or values of {@code threat}. */
  private static Optional<Explained> word(String text, Place.Value value, int offset) {
    Span span = Words.around(text, value.value(), Math.min(offset, value.value().end()));
    String word = text.substring(span.start(), span.end());
    String id = word.replaceFirst("^attack\\.", "").toUpperCase(Locale.ROOT);
    Optional<String> technique = AttackTable.get().technique(id).map(Hovers::describe);
    Optional<String> tactic =
        Arrays.stream(Tactic.values())
            .filter(each -> each.id().equals(id))
            .findFirst()
            .map(each -> "**" + each.id() + "** " + each.title());
    return technique.or(() -> tactic).map(page -> new Explained(span, page));
  }

  private static String describe(Technique technique) {
    return "**%s** %s (%s)"
        .formatted(
            technique.id(),
            technique.name(),
            technique.tactics().stream().map(Tactic::title).collect(Collectors.joining(", ")));
  }
}
