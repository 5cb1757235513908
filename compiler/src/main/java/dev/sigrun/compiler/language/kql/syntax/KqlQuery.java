package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A KQL query. Lists of values leave no node: {@code f: (a or not b)} is {@code f: a or not f: b}.
 * A run of the same operator is one node; parentheses around a run keep it a node of its own.
 */
public sealed interface KqlQuery {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of query. */
  <R> R accept(Visitor<R> visitor);

  /** The empty query. */
  record MatchAll(Origin origin) implements KqlQuery {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchAll(this);
    }
  }

  /** {@code a or b or c}: two or more terms. */
  record Or(Origin origin, List<KqlQuery> terms) implements KqlQuery {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }
  }

  /** {@code a and b and c}: two or more terms. */
  record And(Origin origin, List<KqlQuery> terms) implements KqlQuery {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }
  }

  /** {@code not a}. */
  record Not(Origin origin, KqlQuery operand) implements KqlQuery {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /**
   * {@code field: value}, or a value alone.
   *
   * @param field a {@link KqlValue.Text} or a {@link KqlValue.Pattern}; empty for free text
   */
  record Is(Origin origin, Optional<KqlValue> field, KqlValue value) implements KqlQuery {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIs(this);
    }
  }

  /**
   * {@code field >= value}.
   *
   * @param field a {@link KqlValue.Text} or a {@link KqlValue.Pattern}
   */
  record Range(Origin origin, KqlValue field, Operator operator, KqlValue value)
      implements KqlQuery {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRange(this);
    }

    /** The range operators. */
    public enum Operator {
      LESS("<"),
      LESS_OR_EQUAL("<="),
      GREATER(">"),
      GREATER_OR_EQUAL(">=");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      /** The spelling in KQL. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /**
   * {@code path: { query }}.
   *
   * @param path as written, relative to the enclosing group
   * @param query its field names are relative to {@code path}
   */
  record Nested(Origin origin, KqlValue path, KqlQuery query) implements KqlQuery {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNested(this);
    }
  }

  /** One method for each kind, so that a new kind makes every visitor say what it does with it. */
  interface Visitor<R> {
    R visitMatchAll(MatchAll all);

    R visitOr(Or or);

    R visitAnd(And and);

    R visitNot(Not not);

    R visitIs(Is is);

    R visitRange(Range range);

    R visitNested(Nested nested);
  }
}
