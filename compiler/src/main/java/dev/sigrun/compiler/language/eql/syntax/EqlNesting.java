package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.grammar.eql.EqlBaseLexer;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Measures how deep the tree of a query will at most be, from its tokens alone and without
 * recursion: parser, builder and all later stages may then recurse. Open brackets count, and so do
 * the operators that put a level each on the tree: {@code not}, signs and arithmetic. Chains of
 * {@code and} and {@code or} are one level and do not.
 */
final class EqlNesting {
  /** Levels that are accepted. */
  static final int LIMIT = 200;

  /** Depth and its floor outside each open bracket. */
  private final int[] outerDepths = new int[LIMIT + 1];

  private final int[] outerFloors = new int[LIMIT + 1];
  private int open;
  private int depth;
  private int floor;

  private EqlNesting() {}

  /** The first token that is nested too deep. */
  static Optional<Token> tooDeep(List<Token> tokens) {
    EqlNesting nesting = new EqlNesting();
    for (Token token : tokens) {
      nesting.take(token);
      if (nesting.depth > LIMIT) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  private void take(Token token) {
    switch (token.getType()) {
      case EqlBaseLexer.LP, EqlBaseLexer.LB, EqlBaseLexer.MISSING -> {
        outerDepths[open] = depth;
        outerFloors[open] = floor;
        open++;
        depth++;
        floor = depth;
      }
      case EqlBaseLexer.RP, EqlBaseLexer.RB -> {
        if (open > 0) {
          open--;
          depth = outerDepths[open];
          floor = outerFloors[open];
        }
      }
      case EqlBaseLexer.NOT,
          EqlBaseLexer.PLUS,
          EqlBaseLexer.MINUS,
          EqlBaseLexer.ASTERISK,
          EqlBaseLexer.SLASH,
          EqlBaseLexer.PERCENT ->
          depth++;
      // Anything that follows these is not below the operators before them.
      case EqlBaseLexer.AND,
          EqlBaseLexer.OR,
          EqlBaseLexer.COMMA,
          EqlBaseLexer.WHERE,
          EqlBaseLexer.PIPE ->
          depth = floor;
      default -> {}
    }
  }
}
