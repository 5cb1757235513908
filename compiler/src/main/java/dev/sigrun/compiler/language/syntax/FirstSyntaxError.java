package dev.sigrun.compiler.language.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Stops a parser at the first syntax error and keeps what could have been there. Continuing after
 * an error mostly yields reports of its consequences.
 *
 * <p>When a parser fails, it has already left the loops that could have continued at the same
 * token, so the tokens that it expects then are incomplete. This strategy collects what each of
 * them expected.
 */
public final class FirstSyntaxError extends DefaultErrorStrategy {
  /** Thrown at the error. */
  public static final class Found extends ParseCancellationException {
    private static final long serialVersionUID = 1L;

    private final transient Token token;
    private final transient IntervalSet expected;

    Found(Token token, IntervalSet expected) {
      super("syntax error");
      this.token = token;
      this.expected = expected;
    }

    /** The unexpected token. */
    public Token token() {
      return token;
    }

    /** The types of the tokens that could. */
    public IntervalSet expected() {
      return expected;
    }
  }

  private int index = -1;
  private IntervalSet expected = new IntervalSet();

  @Override
  public void sync(Parser parser) {
    int at = parser.getCurrentToken().getTokenIndex();
    if (at != index) {
      index = at;
      expected = new IntervalSet();
    }
    var atn = parser.getInterpreter().atn;
    expected.addAll(atn.nextTokens(atn.states.get(parser.getState())));
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {}

  @Override
  public void recover(Parser parser, RecognitionException error) {
    if (error instanceof NoViableAltException choice
        && choice.getOffendingToken() != choice.getStartToken()) {
      throw new Found(choice.getOffendingToken(), expected(parser, choice));
    }
    throw found(parser);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw found(parser);
  }

  /** The tokens that could have followed where the last of several alternatives ended. */
  private static IntervalSet expected(Parser parser, NoViableAltException choice) {
    IntervalSet expected = new IntervalSet();
    if (choice.getDeadEndConfigs() != null) {
      for (ATNConfig configuration : choice.getDeadEndConfigs()) {
        expected.addAll(parser.getInterpreter().atn.nextTokens(configuration.state));
      }
    }
    expected.remove(Token.EPSILON);
    return expected;
  }

  private Found found(Parser parser) {
    Token token = parser.getCurrentToken();
    IntervalSet all = new IntervalSet(parser.getExpectedTokens());
    if (token.getTokenIndex() == index) {
      all.addAll(expected);
    }
    all.remove(Token.EPSILON);
    return new Found(token, all);
  }
}
