package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.Utf16CharStream;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.sigma.SigmaConditionBaseBaseVisitor;
import dev.sigrun.grammar.sigma.SigmaConditionBaseLexer;
import dev.sigrun.grammar.sigma.SigmaConditionBaseParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads the condition of a rule. */
public final class ConditionParser {
  private static final DiagnosticKind EXPECTED =
      DiagnosticKind.error("SIG020", "Expected %s, found %s.%s");
  private static final DiagnosticKind AGGREGATION =
      DiagnosticKind.unsupported(
          "SIG021",
          "aggregation",
          "Aggregations after a pipe are no longer part of Sigma. Write a correlation rule.%s");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("SIG022", "Parentheses are nested deeper than %s levels.");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("SIG023", "The condition has more than %s words.");

  private static final int DEEPEST = 100;
  private static final int MOST_WORDS = 20_000;

  private final SourceText text;
  private final DiagnosticSink sink;

  private ConditionParser(SourceText text, DiagnosticSink sink) {
    this.text = text;
    this.sink = sink;
  }

  /**
   * The condition {@code text}.
   *
   * @param sink told what is wrong with it
   * @return the condition; empty if an error was reported
   */
  public static Optional<SigmaCondition> parse(SourceText text, DiagnosticSink sink) {
    return new ConditionParser(text, sink).parse();
  }

  private Optional<SigmaCondition> parse() {
    SigmaConditionBaseLexer lexer =
        new SigmaConditionBaseLexer(new Utf16CharStream(text.name(), text.content(), 0));
    // Every text splits into tokens: there is nothing to listen for.
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    if (isRefused(tokens.getTokens())) {
      return Optional.empty();
    }
    SigmaConditionBaseParser parser = new SigmaConditionBaseParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    // No decision of the grammar depends on where a rule is called from.
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return Optional.of(new TreeBuilder().visit(parser.condition().orCondition()));
    } catch (ParseCancellationException e) {
      if (!(e.getCause() instanceof RecognitionException mistake)) {
        throw e;
      }
      report(tokens.getTokens(), mistake.getOffendingToken().getTokenIndex());
      return Optional.empty();
    }
  }

  private boolean isRefused(List<Token> tokens) {
    if (tokens.size() > MOST_WORDS) {
      sink.report(TOO_LONG, text, text.whole(), MOST_WORDS);
      return true;
    }
    int depth = 0;
    for (Token token : tokens) {
      if (token.getType() == SigmaConditionBaseLexer.PIPE) {
        Span rest = new Span(token.getStartIndex(), text.content().length());
        sink.report(AGGREGATION, text, rest, Aggregation.advice(text.text(rest)));
        return true;
      }
      if (token.getType() == SigmaConditionBaseLexer.OPEN && ++depth > DEEPEST) {
        sink.report(TOO_DEEP, text, span(token), DEEPEST);
        return true;
      }
      depth -= token.getType() == SigmaConditionBaseLexer.CLOSE ? 1 : 0;
    }
    return false;
  }

  /** Reports what is missing, by the token before the first one that does not fit. */
  private void report(List<Token> tokens, int index) {
    Token found = tokens.get(index);
    String word =
        found.getType() == Token.EOF ? "the end of the condition" : "'" + found.getText() + "'";
    int before = index == 0 ? Token.EOF : tokens.get(index - 1).getType();
    String expected =
        switch (before) {
          case Token.EOF,
              SigmaConditionBaseLexer.OPEN,
              SigmaConditionBaseLexer.AND,
              SigmaConditionBaseLexer.OR,
              SigmaConditionBaseLexer.NOT ->
              "the name of a search identifier, '1 of' or 'all of'";
          case SigmaConditionBaseLexer.OF -> "'them' or a pattern of names";
          default -> isOpen(tokens, index) ? "'and', 'or' or ')'" : "'and', 'or' or the end";
        };
    sink.report(EXPECTED, text, span(found), expected, word, hint(tokens, index));
  }

  private static boolean isOpen(List<Token> tokens, int index) {
    int depth = 0;
    for (Token token : tokens.subList(0, index)) {
      depth += token.getType() == SigmaConditionBaseLexer.OPEN ? 1 : 0;
      depth -= token.getType() == SigmaConditionBaseLexer.CLOSE ? 1 : 0;
    }
    return depth > 0;
  }

  private static String hint(List<Token> tokens, int index) {
    String word = tokens.get(index).getText();
    String lower = word.toLowerCase(Locale.ROOT);
    if (!word.equals(lower) && List.of("and", "or", "not", "of").contains(lower)) {
      return " Operators are written in lower case: '" + lower + "'.";
    }
    if (word.equals("of") && index > 0 && tokens.get(index - 1).getText().matches("[0-9]+")) {
      return " Only 1 or all of several search identifiers can be asked for.";
    }
    return word.equals(")") ? " There is no '(' for it." : "";
  }

  private static Span span(Token token) {
    int start = token.getStartIndex();
    return new Span(start, Math.max(start, token.getStopIndex() + 1));
  }

  /** Makes the tree; conditions without parentheses have no depth. */
  private final class TreeBuilder extends SigmaConditionBaseBaseVisitor<SigmaCondition> {
    @Override
    public SigmaCondition visitOrCondition(SigmaConditionBaseParser.OrConditionContext or) {
      List<SigmaCondition> terms = or.andCondition().stream().map(this::visit).toList();
      return terms.size() == 1 ? terms.get(0) : new SigmaCondition.Or(origin(or), terms);
    }

    @Override
    public SigmaCondition visitAndCondition(SigmaConditionBaseParser.AndConditionContext and) {
      List<SigmaCondition> terms = and.notCondition().stream().map(this::visit).toList();
      return terms.size() == 1 ? terms.get(0) : new SigmaCondition.And(origin(and), terms);
    }

    @Override
    public SigmaCondition visitNotCondition(SigmaConditionBaseParser.NotConditionContext not) {
      SigmaCondition operand = visit(not.primary());
      return not.NOT().size() % 2 == 0 ? operand : new SigmaCondition.Not(origin(not), operand);
    }

    @Override
    public SigmaCondition visitGroup(SigmaConditionBaseParser.GroupContext group) {
      return visit(group.orCondition());
    }

    @Override
    public SigmaCondition visitQuantified(SigmaConditionBaseParser.QuantifiedContext quantified) {
      boolean all = quantified.quantifier.getType() == SigmaConditionBaseLexer.ALL;
      Optional<String> pattern =
          quantified.target().NAME() == null
              ? Optional.empty()
              : Optional.of(quantified.target().getText());
      return new SigmaCondition.Quantified(origin(quantified), all, pattern);
    }

    @Override
    public SigmaCondition visitSingle(SigmaConditionBaseParser.SingleContext single) {
      return new SigmaCondition.Name(origin(single), single.getText());
    }

    private Origin origin(ParserRuleContext context) {
      return Origin.of(text, span(context.getStart()).to(span(context.getStop())));
    }
  }
}
