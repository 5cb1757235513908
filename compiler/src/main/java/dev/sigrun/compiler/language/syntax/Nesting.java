package dev.sigrun.compiler.language.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/**
 * Measures how deep the tree of a query will at most be, from its tokens alone and without
 * recursion: parser, builder and all later stages may then recurse. Open brackets count, and so do
 * the operators that put a level each on the tree: {@code not}, signs and arithmetic. Chains of
 * {@code and} and {@code or} are one level and do not.
 */
public final class Nesting {
  /** Levels that are accepted. */
  public static final int LIMIT = 200;

  /** The effect of a token on the depth. */
  public enum Effect {
    /** It opens a bracket. */
    OPENS,
    /** It closes one. */
    CLOSES,
    /** It puts a level on the tree. */
    DEEPENS,
    /** The next operands are not below the operators before it. */
    RESETS,
    /** It does nothing. */
    NONE
  }

  private final Function<Token, Effect> effects;

  /** Depth and its floor outside each open bracket. */
  private final int[] outerDepths = new int[LIMIT + 1];

  private final int[] outerFloors = new int[LIMIT + 1];
  private int open;
  private int depth;
  private int floor;

  private Nesting(Function<Token, Effect> effects) {
    this.effects = effects;
  }

  /** The first token that is nested too deep. */
  public static Optional<Token> tooDeep(List<Token> tokens, Function<Token, Effect> effects) {
    Nesting nesting = new Nesting(effects);
    for (Token token : tokens) {
      nesting.take(token);
      if (nesting.depth > LIMIT) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** The innermost bracket that {@code tokens} open and do not close. */
  public static Optional<Token> lastOpen(List<Token> tokens, Function<Token, Effect> effects) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      switch (effects.apply(token)) {
        case OPENS -> open.push(token);
        case CLOSES -> open.poll();
        case DEEPENS, RESETS, NONE -> {}
      }
    }
    return Optional.ofNullable(open.peek());
  }

  private void take(Token token) {
    switch (effects.apply(token)) {
      case OPENS -> {
        outerDepths[open] = depth;
        outerFloors[open] = floor;
        open++;
        depth++;
        floor = depth;
      }
      case CLOSES -> {
        if (open > 0) {
          open--;
          depth = outerDepths[open];
          floor = outerFloors[open];
        }
      }
      case DEEPENS -> depth++;
      case RESETS -> depth = floor;
      case NONE -> {}
    }
  }
}
