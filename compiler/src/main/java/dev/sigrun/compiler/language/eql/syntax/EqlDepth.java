package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import org.antlr.v4.runtime.Token;

/** The effect of each token of EQL on the depth of a tree. */
final class EqlDepth {
  private EqlDepth() {}

  static Nesting.Effect of(Token token) {
    return switch (token.getType()) {
      case EqlBaseLexer.LP, EqlBaseLexer.LB, EqlBaseLexer.MISSING -> Nesting.Effect.OPENS;
      case EqlBaseLexer.RP, EqlBaseLexer.RB -> Nesting.Effect.CLOSES;
      case EqlBaseLexer.NOT,
          EqlBaseLexer.PLUS,
          EqlBaseLexer.MINUS,
          EqlBaseLexer.ASTERISK,
          EqlBaseLexer.SLASH,
          EqlBaseLexer.PERCENT ->
          Nesting.Effect.DEEPENS;
      case EqlBaseLexer.AND,
          EqlBaseLexer.OR,
          EqlBaseLexer.COMMA,
          EqlBaseLexer.WHERE,
          EqlBaseLexer.PIPE ->
          Nesting.Effect.RESETS;
      default -> Nesting.Effect.NONE;
    };
  }
}
