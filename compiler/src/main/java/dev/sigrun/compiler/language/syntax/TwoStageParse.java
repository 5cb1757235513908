package dev.sigrun.compiler.language.syntax;

import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Runs a parser with the fast prediction first, which accepts nearly everything that is correct,
 * and with the exact one only if that fails.
 */
public final class TwoStageParse {
  private TwoStageParse() {}

  /**
   * The tree of {@code rule}.
   *
   * @param tokens the tokens that {@code parser} reads
   * @throws FirstSyntaxError.Found at the first syntax error
   */
  public static <P extends Parser, C> C of(
      CommonTokenStream tokens, P parser, Function<P, C> rule) {
    parser.removeErrorListeners();
    // Most nodes have one child, and room for ten.
    parser.setTrimParseTree(true);
    try {
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      parser.setErrorHandler(new BailErrorStrategy());
      return rule.apply(parser);
    } catch (ParseCancellationException retry) {
      tokens.seek(0);
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new FirstSyntaxError());
      return rule.apply(parser);
    }
  }
}
