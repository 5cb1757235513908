package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * KQL as it is defined: alternatives tried in order, character by character. Slow, without
 * messages, and right by looking at it; only the escapes of a literal are left to {@link
 * LiteralReader}.
 */
final class OrderedChoiceKql {
  private final SourceText source;
  private final String text;
  private int at;

  private OrderedChoiceKql(SourceText source) {
    this.source = source;
    this.text = source.content();
  }

  /** The tree of {@code source}, or nothing if it is no KQL. */
  static Optional<KqlQuery> parse(SourceText source) {
    OrderedChoiceKql parser = new OrderedChoiceKql(source);
    parser.blanks();
    Optional<KqlQuery> query = parser.orQuery();
    parser.blanks();
    if (parser.at < parser.text.length()) {
      return Optional.empty();
    }
    Origin whole = Origin.of(source, source.whole());
    return Optional.of(query.orElseGet(() -> new KqlQuery.MatchAll(whole)));
  }

  private Optional<KqlQuery> orQuery() {
    return run(this::andQuery, "or", terms -> new KqlQuery.Or(here(), terms));
  }

  private Optional<KqlQuery> andQuery() {
    return run(this::notQuery, "and", terms -> new KqlQuery.And(here(), terms));
  }

  private Optional<KqlQuery> notQuery() {
    return not(this::subQuery).or(this::subQuery);
  }

  private Optional<KqlQuery> subQuery() {
    return attempt(() -> bracketed('(', this::orQuery, ')'))
        .or(() -> attempt(this::nested))
        .or(() -> attempt(this::range))
        .or(() -> attempt(this::is))
        .or(() -> literal().map(value -> new KqlQuery.Is(here(), Optional.empty(), value)));
  }

  private Optional<KqlQuery> nested() {
    return field()
        .filter(path -> colon())
        .flatMap(
            path ->
                bracketed('{', this::orQuery, '}')
                    .map(query -> new KqlQuery.Nested(here(), path, query)));
  }

  private Optional<KqlQuery> range() {
    Optional<KqlValue> field = field();
    blanks();
    for (String symbol : List.of("<=", ">=", "<", ">")) {
      if (field.isPresent() && text.startsWith(symbol, at)) {
        at += symbol.length();
        blanks();
        return literal()
            .map(bound -> new KqlQuery.Range(here(), field.get(), operator(symbol), bound));
      }
    }
    return Optional.empty();
  }

  private static KqlQuery.Range.Operator operator(String symbol) {
    for (KqlQuery.Range.Operator operator : KqlQuery.Range.Operator.values()) {
      if (operator.symbol().equals(symbol)) {
        return operator;
      }
    }
    throw new AssertionError(symbol);
  }

  private Optional<KqlQuery> is() {
    return field().filter(field -> colon()).flatMap(this::values);
  }

  private Optional<KqlQuery> values(KqlValue field) {
    return attempt(() -> bracketed('(', () -> orValues(field), ')'))
        .or(() -> literal().map(value -> new KqlQuery.Is(here(), Optional.of(field), value)));
  }

  private Optional<KqlQuery> orValues(KqlValue field) {
    return run(() -> andValues(field), "or", terms -> new KqlQuery.Or(here(), terms));
  }

  private Optional<KqlQuery> andValues(KqlValue field) {
    return run(() -> notValues(field), "and", terms -> new KqlQuery.And(here(), terms));
  }

  private Optional<KqlQuery> notValues(KqlValue field) {
    return not(() -> values(field)).or(() -> values(field));
  }

  private Optional<KqlQuery> run(
      Supplier<Optional<KqlQuery>> term,
      String operator,
      Function<List<KqlQuery>, KqlQuery> several) {
    Optional<KqlQuery> first = term.get();
    if (first.isEmpty()) {
      return first;
    }
    List<KqlQuery> terms = new ArrayList<>(List.of(first.get()));
    Optional<KqlQuery> next = first;
    while (next.isPresent()) {
      next = attempt(() -> operator(operator, term));
      next.ifPresent(terms::add);
    }
    return terms.size() == 1 ? first : Optional.of(several.apply(terms));
  }

  private Optional<KqlQuery> operator(String word, Supplier<Optional<KqlQuery>> term) {
    return blanks() && word(word) && blanks() ? term.get() : Optional.empty();
  }

  private Optional<KqlQuery> not(Supplier<Optional<KqlQuery>> operand) {
    return attempt(() -> word("not") && blanks() ? operand.get() : Optional.<KqlQuery>empty())
        .map(query -> new KqlQuery.Not(here(), query));
  }

  private Optional<KqlQuery> bracketed(char open, Supplier<Optional<KqlQuery>> inside, char close) {
    if (!character(open)) {
      return Optional.empty();
    }
    blanks();
    Optional<KqlQuery> query = inside.get();
    blanks();
    return query.filter(found -> character(close));
  }

  private Optional<KqlValue> field() {
    return literal()
        .map(
            value ->
                value instanceof KqlValue.Bool bool
                    ? new KqlValue.Text(here(), Boolean.toString(bool.value()), false)
                    : value);
  }

  private Optional<KqlValue> literal() {
    int start = at;
    if (character('"')) {
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.startsWith("\\\\", at) || text.startsWith("\\\"", at) ? 2 : 1;
      }
      if (!character('"')) {
        at = start;
        return Optional.empty();
      }
    } else {
      while (literalCharacter()) {}
    }
    int end = at;
    while (end > start && KqlCharacters.isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end == start
        ? Optional.empty()
        : Optional.of(LiteralReader.read(Origin.of(source, new Span(start, end))));
  }

  private boolean literalCharacter() {
    if (at == text.length()) {
      return false;
    }
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    int length = 0;
    if (text.charAt(at) == '\\') {
      length = escapeLength(rest);
    } else if (text.charAt(at) == '*') {
      length = 1;
    } else if (!KqlCharacters.isSpecial(text.charAt(at))
        && !rest.matches("(?s)([ \\t\\r\\n\\u00a0](or|and)|not)[ \\t\\r\\n\\u00a0].*")) {
      length = 1;
    }
    at += length;
    return length > 0;
  }

  private int escapeLength(String rest) {
    if (text.substring(at).matches("(?s)\\\\[trn\\\\():<>\"*{}].*")) {
      return 2;
    }
    if (text.substring(at).matches("(?s)\\\\u[0-9a-fA-F]{4}.*")) {
      return 6;
    }
    if (rest.startsWith("\\or")) {
      return 3;
    }
    return rest.startsWith("\\and") || rest.startsWith("\\not") ? 4 : 0;
  }

  private boolean colon() {
    blanks();
    boolean found = character(':');
    blanks();
    return found;
  }

  private boolean character(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private boolean word(String word) {
    boolean found = text.regionMatches(true, at, word, 0, word.length());
    at += found ? word.length() : 0;
    return found;
  }

  private boolean blanks() {
    int start = at;
    while (at < text.length() && KqlCharacters.isBlank(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private <T> Optional<T> attempt(Supplier<Optional<T>> alternative) {
    int start = at;
    Optional<T> found = alternative.get();
    if (found.isEmpty()) {
      at = start;
    }
    return found;
  }

  private Origin here() {
    return Origin.of(source, new Span(at, at));
  }
}
