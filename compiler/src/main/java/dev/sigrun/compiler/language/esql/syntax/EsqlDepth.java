package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import org.antlr.v4.runtime.Token;

/** The effect of each token of ES|QL on the depth of a tree. */
final class EsqlDepth {
  private EsqlDepth() {}

  static Nesting.Effect of(Token token) {
    return switch (token.getType()) {
      case EsqlBaseLexer.LP, EsqlBaseLexer.LB, EsqlBaseLexer.LC -> Nesting.Effect.OPENS;
      case EsqlBaseLexer.RP, EsqlBaseLexer.RB, EsqlBaseLexer.RC -> Nesting.Effect.CLOSES;
      case EsqlBaseLexer.NOT,
          EsqlBaseLexer.PLUS,
          EsqlBaseLexer.MINUS,
          EsqlBaseLexer.ASTERISK,
          EsqlBaseLexer.SLASH,
          EsqlBaseLexer.PERCENT,
          EsqlBaseLexer.CAST ->
          Nesting.Effect.DEEPENS;
      case EsqlBaseLexer.AND,
          EsqlBaseLexer.OR,
          EsqlBaseLexer.COMMA,
          EsqlBaseLexer.WHERE,
          EsqlBaseLexer.BY,
          EsqlBaseLexer.PIPE ->
          Nesting.Effect.RESETS;
      default -> Nesting.Effect.NONE;
    };
  }
}
