package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.kql.KqlBaseLexer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * Explains why a query does not follow the grammar: names the mistake that authors usually make in
 * such a case, and what to write instead. Reports the first mistake, and a quote that is never
 * closed, because it is often the earlier one that was meant to be closed.
 */
final class KqlSyntaxErrors {
  private static final DiagnosticKind EXPECTED =
      DiagnosticKind.error("KQL001", "Expected %s, but found %s.");

  private static final DiagnosticKind MISSING_OPERATOR =
      DiagnosticKind.error("KQL002", "Expected 'and' or 'or' before %s.%s");

  private static final DiagnosticKind NEVER_CLOSED =
      DiagnosticKind.error("KQL003", "This '%s' is never closed.");

  private static final DiagnosticKind NEVER_OPENED =
      DiagnosticKind.error("KQL004", "There is no '%s' for this '%s'.");

  private static final DiagnosticKind SPECIAL_CHARACTER =
      DiagnosticKind.error(
          "KQL005",
          "A '%s' cannot occur in a value without quotes. Quote the value or write '\\%s'.");

  private static final DiagnosticKind BAD_ESCAPE =
      DiagnosticKind.error(
          "KQL006", "Unknown escape '%s'. Write '\\\\' for a backslash or quote the value.");

  private static final DiagnosticKind NOT_AFTER_COLON =
      DiagnosticKind.error(
          "KQL007",
          "The operator 'not' cannot follow ':'. Write 'not %s: ...' or '%s: (not ...)'.");

  private static final DiagnosticKind NOT_NEEDS_BLANK =
      DiagnosticKind.error("KQL008", "The operator '%s' needs a space after it.");

  private static final DiagnosticKind OPERATOR_NEEDS_BLANKS =
      DiagnosticKind.error("KQL009", "The operator '%s' needs a space on both sides.");

  private static final DiagnosticKind DOUBLE_NOT =
      DiagnosticKind.error(
          "KQL010", "The operator 'not' cannot be repeated. Remove both or write 'not (not ...)'.");

  private static final DiagnosticKind WORD_ENDING_IN_NOT =
      DiagnosticKind.error(
          "KQL011",
          "The end of '%s' is read as the operator 'not', because a space follows."
              + " Quote the value.");

  private static final DiagnosticKind EMPTY_LIST =
      DiagnosticKind.error(
          "KQL012", "This list has no values. Write '*' to test whether the field exists.");

  private static final DiagnosticKind EMPTY_GROUP =
      DiagnosticKind.error("KQL013", "There is no condition between '%s' and '%s'.");

  private static final DiagnosticKind BOUND_AFTER_COLON =
      DiagnosticKind.error("KQL014", "A bound takes no ':'. Write '%s %s ...'.");

  private static final DiagnosticKind LIST_AS_BOUND =
      DiagnosticKind.error(
          "KQL015", "A bound is one value, not a list. Repeat the field for each bound.");

  private static final DiagnosticKind NO_EQUALS =
      DiagnosticKind.error("KQL016", "KQL has no operator '%s'. Write '%s: ...'.");

  private static final DiagnosticKind NO_SIGN =
      DiagnosticKind.error("KQL018", "KQL has no operator '%s'. Write '%s' and a space.");

  private static final Pattern SIGN = Pattern.compile("(?<=\\s)(?:&&|\\|\\|)(?=\\s)");

  private static final String QUOTE_IT = " If it belongs to the value, quote the value.";
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_@][\\w@.-]*+");
  private static final Pattern EQUALS =
      Pattern.compile("(?<field>[^\\s=!]++)\\s?(?<operator>[=!]?=)");

  private final SourceText source;
  private final DiagnosticSink sink;
  private final List<Token> tokens;
  private final Token offending;
  private final KqlPrefix prefix;

  /**
   * Looks at a query which breaks off at a token.
   *
   * @param tokens all tokens of the query
   * @param index the first token with which no query can continue
   */
  KqlSyntaxErrors(SourceText source, DiagnosticSink sink, List<Token> tokens, int index) {
    this.source = source;
    this.sink = sink;
    this.tokens = tokens;
    this.offending =
        tokens.get(tokens.get(index).getType() == KqlBaseLexer.BLANKS ? index + 1 : index);
    this.prefix = KqlPrefix.of(source, tokens.subList(0, index));
  }

  /** Reports the mistake. */
  void report() {
    switch (offending.getType()) {
      case KqlBaseLexer.UNCLOSED_QUOTED -> neverClosed(offending);
      case KqlBaseLexer.LONE_BACKSLASH -> badEscape();
      case KqlBaseLexer.WORD_ENDING_IN_NOT ->
          at(WORD_ENDING_IN_NOT, KqlPrefix.abbreviate(symbol(offending)));
      default -> {
        if (prefix.expectsOperand()) {
          reportInsteadOfOperand();
        } else if (prefix.endsInWord()) {
          reportAfterWord();
        } else {
          reportAfterOperand();
        }
      }
    }
    reportUnclosedQuote();
  }

  private void reportInsteadOfOperand() {
    boolean wantsValue = prefix.last() == KqlBaseLexer.COLON || prefix.isInValueList();
    boolean wantsBound = KqlPrefix.isComparison(prefix.last());
    switch (offending.getType()) {
      case KqlBaseLexer.NOT -> {
        if (prefix.last() == KqlBaseLexer.NOT) {
          at(DOUBLE_NOT);
        } else if (prefix.last() == KqlBaseLexer.COLON) {
          at(NOT_AFTER_COLON, prefix.field(), prefix.field());
        } else {
          expectedOperand();
        }
      }
      case KqlBaseLexer.COLON, KqlBaseLexer.OPEN_NESTED -> {
        if (wantsValue || wantsBound) {
          specialCharacter();
        } else {
          expectedOperand();
        }
      }
      case KqlBaseLexer.OPEN_LIST -> at(LIST_AS_BOUND);
      case KqlBaseLexer.CLOSE_LIST, KqlBaseLexer.CLOSE_NESTED -> reportEmpty();
      case Token.EOF -> {
        if (prefix.endsInOpener()) {
          neverClosed(prefix.opener());
        } else {
          expectedOperand();
        }
      }
      default -> {
        if (wantsValue && KqlPrefix.isComparison(offending.getType())) {
          at(BOUND_AFTER_COLON, prefix.field(), symbol(offending));
        } else {
          expectedOperand();
        }
      }
    }
  }

  private void reportEmpty() {
    if (!prefix.endsInOpener() || !prefix.isOpenedFor(offending)) {
      expectedOperand();
      return;
    }
    Span span = span(prefix.opener()).to(span(offending));
    if (prefix.isInValueList()) {
      sink.report(EMPTY_LIST, source, span);
    } else {
      sink.report(EMPTY_GROUP, source, span, symbol(prefix.opener()), symbol(offending));
    }
  }

  /** Reports a sign of another language in the place of an operator. */
  private boolean reportSign(Token word) {
    String literal = prefix.literalText();
    boolean isNegation = literal.startsWith("!") && !literal.contains("=") && !prefix.isValue();
    Matcher sign = SIGN.matcher(literal);
    if (!isNegation && !sign.find()) {
      return false;
    }
    String found = isNegation ? "!" : sign.group();
    on(word, NO_SIGN, found, isNegation ? "not" : found.equals("&&") ? "and" : "or");
    return true;
  }

  private void reportAfterWord() {
    Token word = prefix.lastWord();
    if (reportSign(word)) {
      return;
    }
    boolean isGlued = word.getStopIndex() + 1 == offending.getStartIndex();
    switch (offending.getType()) {
      case KqlBaseLexer.QUOTED, KqlBaseLexer.OPEN_LIST -> {
        Matcher equals = EQUALS.matcher(prefix.literalText());
        if (isGlued && KqlCharacters.isKeyword(word.getText())) {
          boolean isNot = word.getText().equalsIgnoreCase("not");
          on(word, isNot ? NOT_NEEDS_BLANK : OPERATOR_NEEDS_BLANKS, word.getText());
        } else if (equals.matches()) {
          String not = equals.group("operator").startsWith("!") ? "not " : "";
          on(
              word,
              NO_EQUALS,
              equals.group("operator"),
              not + KqlPrefix.abbreviate(equals.group("field")));
        } else if (isGlued) {
          specialCharacter();
        } else {
          at(MISSING_OPERATOR, found(), "");
        }
      }
      case KqlBaseLexer.NOT -> at(MISSING_OPERATOR, found(), QUOTE_IT);
      case KqlBaseLexer.COLON,
          KqlBaseLexer.LESS,
          KqlBaseLexer.LESS_OR_EQUAL,
          KqlBaseLexer.GREATER,
          KqlBaseLexer.GREATER_OR_EQUAL -> {
        if (isField(word)) {
          on(word, MISSING_OPERATOR, quote(word.getText()), QUOTE_IT);
        } else {
          specialCharacter();
        }
      }
      case KqlBaseLexer.OPEN_NESTED -> {
        if (prefix.isValue()) {
          specialCharacter();
        } else {
          at(EXPECTED, "':'", found());
        }
      }
      default -> reportAfterOperand();
    }
  }

  /** Whether the last word of a longer value looks like the field of the next condition. */
  private boolean isField(Token word) {
    int next = offending.getStopIndex() + 1;
    String content = source.content();
    boolean isPath = next < content.length() && "\\/".indexOf(content.charAt(next)) >= 0;
    return prefix.isSeveralWords() && !isPath && FIELD_NAME.matcher(word.getText()).matches();
  }

  private void reportAfterOperand() {
    switch (offending.getType()) {
      case KqlBaseLexer.WORD -> {
        boolean isOperator =
            KqlCharacters.isKeyword(offending.getText())
                && !offending.getText().equalsIgnoreCase("not");
        if (isOperator) {
          at(OPERATOR_NEEDS_BLANKS, offending.getText());
        } else {
          at(MISSING_OPERATOR, found(), "");
        }
      }
      case KqlBaseLexer.QUOTED, KqlBaseLexer.OPEN_LIST, KqlBaseLexer.NOT ->
          at(MISSING_OPERATOR, found(), "");
      case KqlBaseLexer.CLOSE_LIST, KqlBaseLexer.CLOSE_NESTED -> {
        if (prefix.isOpenedSomewhereFor(offending)) {
          neverClosed(prefix.opener());
        } else {
          boolean isList = offending.getType() == KqlBaseLexer.CLOSE_LIST;
          at(NEVER_OPENED, isList ? "(" : "{", symbol(offending));
        }
      }
      case Token.EOF -> neverClosed(prefix.opener());
      default -> at(EXPECTED, "'and', 'or' or " + prefix.end(), found());
    }
  }

  private void expectedOperand() {
    String expected = "a field, a value or '('";
    if (KqlPrefix.isComparison(prefix.last())) {
      expected = "a value";
    } else if (prefix.last() == KqlBaseLexer.COLON || prefix.isInValueList()) {
      expected = "a value or '('";
    }
    at(EXPECTED, expected, found());
  }

  private void specialCharacter() {
    int start = offending.getStartIndex();
    Span span = new Span(start, start + 1);
    sink.report(SPECIAL_CHARACTER, source, span, source.text(span), source.text(span));
  }

  private void badEscape() {
    int start = offending.getStartIndex();
    String content = source.content();
    int end = start + 1;
    if (end < content.length()) {
      end += Character.charCount(content.codePointAt(end));
    }
    Span span = new Span(start, end);
    sink.report(BAD_ESCAPE, source, span, KqlPrefix.abbreviate(source.text(span)));
  }

  private void reportUnclosedQuote() {
    // It runs to the end of the text, so it can only be the last one.
    Token last = tokens.get(Math.max(0, tokens.size() - 2));
    if (last.getType() == KqlBaseLexer.UNCLOSED_QUOTED
        && last.getStartIndex() > offending.getStartIndex()) {
      neverClosed(last);
    }
  }

  private void neverClosed(Token opener) {
    int start = opener.getStartIndex();
    Span span = new Span(start, start + 1);
    sink.report(NEVER_CLOSED, source, span, source.text(span));
  }

  private void at(DiagnosticKind kind, Object... arguments) {
    on(offending, kind, arguments);
  }

  private void on(Token token, DiagnosticKind kind, Object... arguments) {
    sink.report(kind, source, span(token), arguments);
  }

  private String found() {
    return offending.getType() == Token.EOF ? "the end of the query" : quote(symbol(offending));
  }

  private static String quote(String text) {
    return "'" + KqlPrefix.abbreviate(text) + "'";
  }

  /** The text of a token without the spaces that belong to it. */
  private String symbol(Token token) {
    return source.text(span(token));
  }

  private Span span(Token token) {
    int start = token.getStartIndex();
    int end = Math.max(start, token.getStopIndex() + 1);
    String content = source.content();
    while (end > start + 1 && KqlCharacters.isBlank(content.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }
}
