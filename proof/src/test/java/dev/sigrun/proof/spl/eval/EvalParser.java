package dev.sigrun.proof.spl.eval;

import dev.sigrun.proof.spl.eval.EvalToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads expressions. From the loosest: {@code XOR}, {@code OR}, {@code AND}, {@code NOT},
 * comparison, concatenation, sums, products, signs.
 */
public final class EvalParser {
  private static final List<String> COMPARISONS = List.of("==", "=", "!=", "<=", ">=", "<", ">");

  private final List<EvalToken> tokens;
  private int position;

  private EvalParser(String text) {
    tokens = EvalToken.all(text);
  }

  /** The one expression in {@code text}. */
  public static Expr parse(String text) {
    EvalParser parser = new EvalParser(text);
    Expr expr = parser.xor();
    parser.expectEnd();
    return expr;
  }

  /** The assignments of {@code eval}, by the fields they set, in their order. */
  public static Map<String, Expr> assignments(String text) {
    EvalParser parser = new EvalParser(text);
    Map<String, Expr> assignments = new LinkedHashMap<>();
    do {
      EvalToken target = parser.next();
      if (target.kind() != Kind.NAME && target.kind() != Kind.QUOTED_NAME) {
        throw parser.unexpected(target);
      }
      parser.expect("=");
      if (assignments.put(target.text(), parser.xor()) != null) {
        throw new UndocumentedException("two assignments to " + target.text());
      }
    } while (parser.accept(","));
    parser.expectEnd();
    return assignments;
  }

  private Expr xor() {
    Expr left = or();
    while (acceptWord("XOR")) {
      left = new Expr.Logical("XOR", left, or());
    }
    return left;
  }

  private Expr or() {
    Expr left = and();
    while (acceptWord("OR")) {
      left = new Expr.Logical("OR", left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (acceptWord("AND")) {
      left = new Expr.Logical("AND", left, not());
    }
    return left;
  }

  private Expr not() {
    return acceptWord("NOT") ? new Expr.Not(not()) : comparison();
  }

  private Expr comparison() {
    Expr left = concatenation();
    if (acceptWord("LIKE")) {
      return new Expr.Call("like", List.of(left, concatenation()));
    }
    if (acceptWord("IN")) {
      List<Expr> arguments = new ArrayList<>(List.of(left));
      expect("(");
      arguments.addAll(arguments());
      return new Expr.Call("in", arguments);
    }
    EvalToken next = tokens.get(position);
    if (next.kind() != Kind.SYMBOL || !COMPARISONS.contains(next.text())) {
      return left;
    }
    position++;
    String operator = next.text().equals("==") ? "=" : next.text();
    return new Expr.Comparison(operator, left, concatenation());
  }

  private Expr concatenation() {
    Expr left = sum();
    while (accept(".")) {
      Expr right = sum();
      if (isSum(left) || isSum(right)) {
        throw new UndocumentedException("whether . or + binds closer");
      }
      left = new Expr.Binary(".", left, right);
    }
    return left;
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Expr.Binary binary && "+-".contains(binary.operator());
  }

  private Expr sum() {
    Expr left = product();
    while (true) {
      if (accept("+")) {
        left = new Expr.Binary("+", left, product());
      } else if (accept("-")) {
        left = new Expr.Binary("-", left, product());
      } else {
        return left;
      }
    }
  }

  private Expr product() {
    Expr left = signed();
    while (true) {
      if (accept("*")) {
        left = new Expr.Binary("*", left, signed());
      } else if (accept("/")) {
        left = new Expr.Binary("/", left, signed());
      } else if (accept("%")) {
        left = new Expr.Binary("%", left, signed());
      } else {
        return left;
      }
    }
  }

  private Expr signed() {
    return accept("-") ? new Expr.Negative(signed()) : primary();
  }

  private Expr primary() {
    EvalToken token = next();
    return switch (token.kind()) {
      case STRING -> new Expr.Literal(new Value.Text(token.text()));
      case NUMBER -> new Expr.Literal(new Value.Num(Double.parseDouble(token.text())));
      case QUOTED_NAME -> new Expr.FieldRef(token.text());
      case NAME ->
          accept("(") ? new Expr.Call(token.text(), arguments()) : new Expr.FieldRef(name(token));
      case SYMBOL -> {
        if (!token.text().equals("(")) {
          throw unexpected(token);
        }
        Expr inner = xor();
        expect(")");
        // Parentheses end the doubt about what binds closer.
        yield isSum(inner) ? new Expr.Call("(", List.of(inner)) : inner;
      }
      case END -> throw unexpected(token);
    };
  }

  private String name(EvalToken token) {
    if (List.of("AND", "OR", "NOT", "XOR", "IN", "LIKE").contains(token.text())) {
      throw unexpected(token);
    }
    return token.text();
  }

  private List<Expr> arguments() {
    List<Expr> arguments = new ArrayList<>();
    if (accept(")")) {
      return arguments;
    }
    do {
      arguments.add(xor());
    } while (accept(","));
    expect(")");
    return arguments;
  }

  private EvalToken next() {
    return tokens.get(position++);
  }

  private boolean accept(String symbol) {
    return accept(Kind.SYMBOL, symbol);
  }

  private boolean acceptWord(String word) {
    return accept(Kind.NAME, word);
  }

  private boolean accept(Kind kind, String text) {
    boolean accepted = tokens.get(position).equals(new EvalToken(kind, text));
    position += accepted ? 1 : 0;
    return accepted;
  }

  private void expect(String symbol) {
    if (!accept(symbol)) {
      throw unexpected(tokens.get(position));
    }
  }

  private void expectEnd() {
    if (tokens.get(position).kind() != Kind.END) {
      throw unexpected(tokens.get(position));
    }
  }

  private SplException unexpected(EvalToken token) {
    return new SplException(
        token.kind() == Kind.END
            ? "The expression ends too early."
            : "Unexpected in an expression: " + token.text());
  }
}
