package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the conditions of {@code search}. From the tightest: {@code NOT}, {@code OR}, {@code AND},
 * which also stands where nothing does.
 */
final class SearchParser {
  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");
  private static final Set<String> TIMES = Set.of("earliest", "latest");

  private final Words words;
  private final Map<String, String> times;
  private final Function<String, SearchExpr> subsearch;

  private SearchParser(
      String text, Map<String, String> times, Function<String, SearchExpr> subsearch) {
    this.words = new Words(text);
    this.times = times;
    this.subsearch = subsearch;
  }

  /**
   * A condition with what it says about time.
   *
   * @param times the modifiers by {@code earliest} and {@code latest}
   */
  record Parsed(SearchExpr condition, Map<String, String> times) {}

  /**
   * Reads {@code text}.
   *
   * @param subsearch gives the condition that a search in brackets is replaced by
   */
  static Parsed parse(String text, Function<String, SearchExpr> subsearch) {
    Map<String, String> times = new HashMap<>();
    return new Parsed(new SearchParser(text, times, subsearch).whole(), times);
  }

  private SearchExpr whole() {
    if (!words.more()) {
      throw new SplException("A condition of search is empty.");
    }
    List<SearchExpr> terms = new ArrayList<>();
    do {
      terms.add(or());
      boolean and = words.accept("AND");
      if (and && !words.more()) {
        throw new SplException("Nothing follows AND.");
      }
    } while (words.more());
    return terms.size() == 1 ? terms.get(0) : new SearchExpr.And(terms);
  }

  private SearchExpr or() {
    List<SearchExpr> terms = new ArrayList<>(List.of(not()));
    while (words.accept("OR")) {
      terms.add(not());
    }
    return terms.size() == 1 ? terms.get(0) : new SearchExpr.Or(terms);
  }

  private SearchExpr not() {
    return words.accept("NOT") ? new SearchExpr.Not(not()) : primary();
  }

  private SearchExpr primary() {
    Word word = words.next();
    if (word.kind() == Word.Kind.PARENTHESES) {
      return new SearchParser(word.text(), times, subsearch).whole();
    }
    if (word.kind() == Word.Kind.BRACKETS) {
      return subsearch.apply(word.text());
    }
    if (!word.isName() || word.is("AND") || word.is("OR")) {
      throw words.unexpected(word);
    }
    if (words.ahead(0, "IN") && words.ahead(1, Word.Kind.PARENTHESES)) {
      words.next();
      return in(field(word), words.next().text());
    }
    if (words.more() && words.ahead(0, Word.Kind.SYMBOL)) {
      String operator = words.next().text();
      if (!COMPARISONS.contains(operator)) {
        throw new SplException("Unexpected in search: " + operator);
      }
      return comparison(field(word), operator);
    }
    if (word.is("*")) {
      return new SearchExpr.All();
    }
    throw new SplException("Terms without a field are not supported: " + word.text());
  }

  private static String field(Word word) {
    if (word.text().contains("*")) {
      throw new SplException("Patterns of field names are not supported: " + word.text());
    }
    return word.text();
  }

  private SearchExpr comparison(String field, String operator) {
    boolean exactCase = words.ahead(0, "CASE") && words.ahead(1, Word.Kind.PARENTHESES);
    if (exactCase) {
      words.next();
      String text = words.next().text();
      if (!text.matches("\\w+")) {
        throw new UndocumentedException("what CASE(" + text + ") compares");
      }
      return new SearchExpr.Compare(field, operator, text, true);
    }
    String pattern = value(words.next());
    if (TIMES.contains(field) && operator.equals("=")) {
      times.put(field, pattern);
      return new SearchExpr.All();
    }
    return new SearchExpr.Compare(field, operator, pattern, false);
  }

  private static String value(Word word) {
    if (!word.isName()) {
      throw new SplException("A value is expected in search, not " + word.text() + ".");
    }
    if (word.kind() == Word.Kind.PLAIN && word.text().contains("\\")) {
      throw new UndocumentedException("a backslash in a value without quotes: " + word.text());
    }
    if (word.text().matches("(?s).*[\n\r\t].*")) {
      throw new UndocumentedException("white space other than blanks in a value of search");
    }
    return word.text();
  }

  private static SearchExpr in(String field, String list) {
    Words values = new Words(list);
    List<SearchExpr> terms = new ArrayList<>();
    do {
      terms.add(new SearchExpr.Compare(field, "=", value(values.next()), false));
    } while (values.accept(","));
    values.expectEnd();
    return new SearchExpr.Or(terms);
  }
}
