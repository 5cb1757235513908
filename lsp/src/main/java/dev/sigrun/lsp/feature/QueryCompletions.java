package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.analysis.EcsValues;
import dev.sigrun.compiler.functions.FunctionPage;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** Offers fields, functions and values in a query. */
final class QueryCompletions {
  /** An editor asks again as more is typed. */
  private static final int MOST_FIELDS = 200;

  /** How far back the field is looked for that a value is compared with. */
  private static final int MOST_BEFORE_VALUE = 2_000;

  /**
   * A field, an operator, and values up to the one that is being written. Nothing is tried twice,
   * whatever the text is.
   */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "([\\w.@]+)\\s*+(?:==|!=|:|\\blike~?|\\bregex~?|\\bin~?)\\s*+\\(?+\\s*+"
              + "(?:[\"']?+[\\w-]*+[\"']?+\\s*+(?:,|\\bor\\b)\\s*+)*+[\"']?+$");

  private final Document document;
  private final QueryPlace query;
  private final int offset;
  private final String text;

  QueryCompletions(Document document, QueryPlace query, int offset) {
    this.document = document;
    this.query = query;
    this.offset = offset;
    this.text = document.text().content();
  }

  CompletionList list() {
    List<CompletionItem> values = values();
    if (!values.isEmpty() || query.isInString(text, offset)) {
      return new CompletionList(values);
    }
    Span word = Words.before(text, query.query(), offset);
    List<CompletionItem> items = new ArrayList<>();
    boolean complete = addFields(word, items);
    Reference.functions(query.pagesLanguage()).stream()
        .filter(page -> Character.isLetter(page.name().charAt(0)))
        .forEach(page -> items.add(function(page, word)));
    return new CompletionList(!complete, items);
  }

  /** Adds the fields whose name, or a part of it, begins with a word; returns whether all fit. */
  private boolean addFields(Span word, List<CompletionItem> items) {
    String wanted = text.substring(word.start(), word.end()).toLowerCase(Locale.ROOT);
    Schema schema = document.project().options().schema();
    for (String name : schema.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(wanted) || lower.contains("." + wanted)) {
        if (items.size() == MOST_FIELDS) {
          return false;
        }
        CompletionItem item =
            Completions.item(document, name, CompletionItemKind.Field, word, name);
        schema.typeOf(name).ifPresent(type -> item.setDetail(type.spelling()));
        item.setSortText((lower.startsWith(wanted) ? "0" : "1") + name);
        items.add(item);
      }
    }
    return true;
  }

  private CompletionItem function(FunctionPage page, Span word) {
    CompletionItem item =
        Completions.item(document, page.name(), CompletionItemKind.Function, word, page.name());
    item.setDetail(page.call());
    item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, Reference.markdown(page)));
    item.setSortText("2" + page.name());
    return item;
  }

  /** The values that the schema allows in the field that is compared here. */
  private List<CompletionItem> values() {
    int start = offset;
    while (start > query.query().start() && isPartOfValue(text.charAt(start - 1))) {
      start--;
    }
    Span word = new Span(start, offset);
    int from = Math.max(query.query().start(), start - MOST_BEFORE_VALUE);
    Matcher comparison = COMPARISON.matcher(text.substring(from, start));
    if (!comparison.find()) {
      return List.of();
    }
    boolean quoted = start > from && "\"'".indexOf(text.charAt(start - 1)) >= 0;
    boolean needsQuotes = !quoted && !query.language().equals("kuery");
    return EcsValues.allowed(comparison.group(1)).stream()
        .map(
            value ->
                Completions.item(
                    document,
                    value,
                    CompletionItemKind.EnumMember,
                    word,
                    needsQuotes ? "\"" + value + "\"" : value))
        .toList();
  }

  private static boolean isPartOfValue(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
