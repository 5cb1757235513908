package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.kql.KqlBaseLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * The part of a query in front of a mistake, and what it leaves open. It is the beginning of some
 * well-formed query, so that one look at each token is enough.
 */
final class KqlPrefix {
  private static final int ABBREVIATED_LENGTH = 60;
  private static final Pattern CONTROL_CHARACTER = Pattern.compile("\\p{Cntrl}");

  private final SourceText source;
  private final Deque<Opener> openers = new ArrayDeque<>();
  private int last = Token.EOF;
  private Span literal = new Span(0, 0);
  private boolean isValue;
  private Span field = new Span(0, 0);
  private List<Token> words = List.of();

  private record Opener(Token token, boolean isValueList) {}

  private KqlPrefix(SourceText source) {
    this.source = source;
  }

  /** Reads {@code tokens}, which are the beginning of a well-formed query. */
  static KqlPrefix of(SourceText source, List<Token> tokens) {
    KqlPrefix prefix = new KqlPrefix(source);
    int literalStart = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.getType() == KqlBaseLexer.BLANKS) {
        continue;
      }
      boolean continues = token.getType() == KqlBaseLexer.WORD && prefix.last == KqlBaseLexer.WORD;
      literalStart = continues ? literalStart : i;
      prefix.read(token, continues);
      prefix.words = tokens.subList(literalStart, i + 1);
    }
    return prefix;
  }

  private void read(Token token, boolean continues) {
    Span span = new Span(token.getStartIndex(), token.getStopIndex() + 1);
    switch (token.getType()) {
      case KqlBaseLexer.WORD, KqlBaseLexer.QUOTED -> {
        isValue = continues ? isValue : wantsValue();
        literal = continues ? literal.to(span) : span;
      }
      case KqlBaseLexer.OPEN_LIST ->
          openers.push(new Opener(token, last == KqlBaseLexer.COLON || isInValueList()));
      case KqlBaseLexer.OPEN_NESTED -> openers.push(new Opener(token, false));
      case KqlBaseLexer.CLOSE_LIST, KqlBaseLexer.CLOSE_NESTED -> openers.pop();
      case KqlBaseLexer.COLON -> field = literal;
      default -> {
        if (isComparison(token.getType())) {
          field = literal;
        }
      }
    }
    last = token.getType();
  }

  private boolean wantsValue() {
    return last == KqlBaseLexer.COLON || isComparison(last) || isInValueList();
  }

  /** Whether tokens of {@code type} compare a field with a bound. */
  static boolean isComparison(int type) {
    return type == KqlBaseLexer.LESS
        || type == KqlBaseLexer.LESS_OR_EQUAL
        || type == KqlBaseLexer.GREATER
        || type == KqlBaseLexer.GREATER_OR_EQUAL;
  }

  /** {@code text} without control characters, cut where it gets too long for a message. */
  static String abbreviate(String text) {
    String cut =
        text.length() <= ABBREVIATED_LENGTH
            ? text
            : text.substring(0, ABBREVIATED_LENGTH - 3) + "...";
    return CONTROL_CHARACTER.matcher(cut).replaceAll(" ");
  }

  /** Type of the last token that is not a run of blanks, {@link Token#EOF} at the start. */
  int last() {
    return last;
  }

  /** Whether a field, a value or an opening bracket has to follow. */
  boolean expectsOperand() {
    return switch (last) {
      case KqlBaseLexer.WORD,
          KqlBaseLexer.QUOTED,
          KqlBaseLexer.CLOSE_LIST,
          KqlBaseLexer.CLOSE_NESTED ->
          false;
      default -> true;
    };
  }

  /** Whether it ends in a literal without quotes. */
  boolean endsInWord() {
    return last == KqlBaseLexer.WORD;
  }

  /** Whether it ends in an opening bracket. */
  boolean endsInOpener() {
    return last == KqlBaseLexer.OPEN_LIST || last == KqlBaseLexer.OPEN_NESTED;
  }

  /** Whether the literal that it ends in is a value or a bound, not a field or free text. */
  boolean isValue() {
    return isValue;
  }

  /** Whether the literal that it ends in has several words. */
  boolean isSeveralWords() {
    return words.size() > 1;
  }

  /** The last word of the literal that it ends in. */
  Token lastWord() {
    return words.get(words.size() - 1);
  }

  /** The literal that it ends in, as written. */
  String literalText() {
    return source.text(literal);
  }

  /** The field of the condition that it ends in, as written, fit for a message. */
  String field() {
    return abbreviate(source.text(field));
  }

  /** Whether it ends inside the parentheses of a list of values. */
  boolean isInValueList() {
    return !openers.isEmpty() && openers.peek().isValueList();
  }

  /** The innermost open bracket; there must be one. */
  Token opener() {
    return openers.element().token();
  }

  /** Whether {@code closer} closes the innermost open bracket. */
  boolean isOpenedFor(Token closer) {
    return !openers.isEmpty() && closes(closer, openers.peek());
  }

  /** Whether {@code closer} closes any open bracket. */
  boolean isOpenedSomewhereFor(Token closer) {
    return openers.stream().anyMatch(opener -> closes(closer, opener));
  }

  private static boolean closes(Token closer, Opener opener) {
    boolean isList = closer.getType() == KqlBaseLexer.CLOSE_LIST;
    return isList == (opener.token().getType() == KqlBaseLexer.OPEN_LIST);
  }

  /** The tokens that may end it, in the words of a message. */
  String end() {
    if (openers.isEmpty()) {
      return "the end of the query";
    }
    return opener().getType() == KqlBaseLexer.OPEN_LIST ? "')'" : "'}'";
  }
}
