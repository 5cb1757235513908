package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.functions.FunctionPage;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes a query apart for colours, also one that is being written. Unlike the lexers of the
 * languages, it looks at the text of the file, where every character is itself.
 */
final class QueryTokens {
  private static final Map<String, Set<String>> KEYWORDS =
      Map.of(
          "eql",
          Set.of(
              "and",
              "any",
              "as",
              "by",
              "false",
              "head",
              "in",
              "like",
              "maxspan",
              "not",
              "null",
              "of",
              "or",
              "regex",
              "runs",
              "sample",
              "sequence",
              "tail",
              "true",
              "until",
              "where",
              "with"),
          "kuery",
          Set.of("and", "or", "not", "true", "false"),
          "lucene",
          Set.of("and", "or", "not", "to"),
          "esql",
          Set.of(
              "and",
              "as",
              "asc",
              "by",
              "desc",
              "dissect",
              "drop",
              "enrich",
              "eval",
              "false",
              "first",
              "from",
              "grok",
              "in",
              "is",
              "keep",
              "last",
              "like",
              "limit",
              "metadata",
              "mv_expand",
              "not",
              "null",
              "nulls",
              "on",
              "or",
              "rename",
              "rlike",
              "row",
              "sort",
              "stats",
              "true",
              "where",
              "with"));

  private final String text;
  private final QueryPlace query;
  private final Set<String> keywords;
  private final Set<String> functions;
  private final Predicate<String> isField;
  private final List<Token> tokens = new ArrayList<>();

  /** A part of the text, on one line. */
  record Token(Span span, Kind kind) {}

  /** The kinds of tokens, by the names that the protocol has for them. */
  enum Kind {
    KEYWORD,
    FUNCTION,
    PROPERTY,
    STRING,
    NUMBER,
    COMMENT,
    VARIABLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private QueryTokens(Document document, QueryPlace query) {
    this.text = document.text().content();
    this.query = query;
    this.keywords = KEYWORDS.getOrDefault(query.language(), Set.of());
    this.functions =
        Reference.functions(query.pagesLanguage()).stream()
            .map(FunctionPage::name)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Schema schema = document.project().options().schema();
    this.isField = name -> schema.typeOf(name).filter(type -> type != FieldType.OBJECT).isPresent();
  }

  /** The tokens of a query in their order. */
  static List<Token> of(Document document, QueryPlace query) {
    QueryTokens tokens = new QueryTokens(document, query);
    tokens.scan();
    return tokens.tokens;
  }

  private void scan() {
    int at = query.query().start();
    while (at < query.query().end()) {
      int end = next(at);
      at = Math.max(end, at + 1);
    }
  }

  private int next(int at) {
    char c = text.charAt(at);
    boolean hasComments = !query.language().equals("kuery") && !query.language().equals("lucene");
    if (hasComments && text.startsWith("//", at)) {
      return add(Kind.COMMENT, at, endOfLine(at, query.query().end()));
    }
    if (hasComments && text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return add(Kind.COMMENT, at, close < 0 ? query.query().end() : close + 2);
    }
    if (c == '"') {
      return add(Kind.STRING, at, endOfString(at));
    }
    if (Character.isDigit(c)) {
      return add(Kind.NUMBER, at, endOfWord(at));
    }
    return Character.isLetter(c) || c == '_' || c == '@' ? word(at) : at + 1;
  }

  private int word(int at) {
    int end = endOfWord(at);
    String word = text.substring(at, end);
    String lower = word.toLowerCase(Locale.ROOT);
    boolean isCall = end < query.query().end() && "(~".indexOf(text.charAt(end)) >= 0;
    if (functions.contains(lower) && isCall && !keywords.contains(lower)) {
      return add(Kind.FUNCTION, at, end);
    }
    if (keywords.contains(lower)) {
      return add(Kind.KEYWORD, at, end);
    }
    return add(isField.test(word) ? Kind.PROPERTY : Kind.VARIABLE, at, end);
  }

  /** Adds a token, a part for each line that it is on. */
  private int add(Kind kind, int start, int end) {
    int last = Math.min(end, query.query().end());
    int from = start;
    while (from < last) {
      int to = endOfLine(from, last);
      if (from < to) {
        tokens.add(new Token(new Span(from, to), kind));
      }
      from = to + 1;
    }
    return last;
  }

  /** Where the line ends, no further than {@code last}: a whole query may be one line. */
  private int endOfLine(int at, int last) {
    int end = at;
    while (end < last && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int endOfWord(int at) {
    int end = at;
    while (end < query.query().end()
        && (Character.isLetterOrDigit(text.charAt(end)) || "._@".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private int endOfString(int start) {
    if (text.startsWith("\"\"\"", start)) {
      int close = text.indexOf("\"\"\"", start + 3);
      return close < 0 ? query.query().end() : close + 3;
    }
    int at = start + 1;
    while (at < query.query().end() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, query.query().end());
  }
}
