package dev.sigrun.grammar;

import dev.sigrun.grammar.eql.EqlBaseLexer;
import dev.sigrun.grammar.eql.EqlBaseParser;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import dev.sigrun.grammar.esql.EsqlBaseParser;
import dev.sigrun.grammar.kql.KqlBaseLexer;
import dev.sigrun.grammar.kql.KqlBaseParser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The result of parsing a query with a grammar.
 *
 * @param mistakes the syntax errors
 * @param ambiguities the places that more than one alternative of a rule fits
 */
record Parse(List<String> mistakes, List<String> ambiguities) {
  static Parse eql(String query) {
    Lexer lexer = new EqlBaseLexer(CharStreams.fromString(query));
    EqlBaseParser parser = new EqlBaseParser(new CommonTokenStream(lexer));
    return of(lexer, parser, parser::singleQuery);
  }

  static Parse kql(String query) {
    Lexer lexer = new KqlBaseLexer(CharStreams.fromString(query));
    KqlBaseParser parser = new KqlBaseParser(new CommonTokenStream(lexer));
    return of(lexer, parser, parser::query);
  }

  static Parse esql(String query) {
    Lexer lexer = new EsqlBaseLexer(CharStreams.fromString(query));
    EsqlBaseParser parser = new EsqlBaseParser(new CommonTokenStream(lexer));
    return of(lexer, parser, parser::query);
  }

  private static Parse of(Lexer lexer, Parser parser, Runnable rule) {
    Listener listener = new Listener();
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
    rule.run();
    return new Parse(List.copyOf(listener.mistakes), List.copyOf(listener.ambiguities));
  }

  private static final class Listener extends BaseErrorListener {
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> ambiguities = new ArrayList<>();

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      mistakes.add(line + ":" + column + " " + message);
    }

    @Override
    public void reportAmbiguity(
        Parser parser,
        DFA dfa,
        int start,
        int stop,
        boolean exact,
        BitSet alternatives,
        ATNConfigSet configurations) {
      ambiguities.add(
          "alternatives %s of '%s' fit '%s'"
              .formatted(
                  alternatives,
                  parser.getRuleNames()[dfa.atnStartState.ruleIndex],
                  textBetween(
                      parser.getTokenStream().get(start), parser.getTokenStream().get(stop))));
    }

    private static String textBetween(Token first, Token last) {
      return first
          .getInputStream()
          .getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
    }
  }
}
