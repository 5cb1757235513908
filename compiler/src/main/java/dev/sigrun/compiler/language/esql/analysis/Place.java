package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Field;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The place of an expression in a query, which decides which functions and columns it can use.
 *
 * @param kind the place
 * @param keys types of the keys of a STATS, by what they are called and by what they are
 */
record Place(Kind kind, Map<EsqlExpression, EsqlType> keys) {
  /** An expression about one row. */
  static final Place ROW = new Place(Kind.ROW, Map.of());

  /** A key of STATS. */
  static final Place KEY = new Place(Kind.KEY, Map.of());

  /** The argument of an aggregate. */
  static final Place ARGUMENT = new Place(Kind.ARGUMENT, Map.of());

  private enum Kind {
    ROW,
    KEY,
    GROUP,
    ARGUMENT
  }

  /** An expression about a group of rows, which have the same keys. */
  static Place group(Map<Field, EsqlType> keys) {
    Map<EsqlExpression, EsqlType> types = new LinkedHashMap<>();
    keys.forEach(
        (key, type) -> {
          types.put(key.name(), type);
          types.put(key.value(), type);
        });
    return new Place(Kind.GROUP, types);
  }

  /** The type of an expression that is a key. */
  Optional<EsqlType> keyType(EsqlExpression expression) {
    return kind == Kind.GROUP ? Optional.ofNullable(keys.get(expression)) : Optional.empty();
  }

  /** Whether columns can only occur in aggregates. */
  boolean needsAggregates() {
    return kind == Kind.GROUP;
  }

  boolean takesAggregates() {
    return kind == Kind.GROUP;
  }

  boolean isArgument() {
    return kind == Kind.ARGUMENT;
  }

  boolean takesGroupings() {
    return kind == Kind.KEY || kind == Kind.GROUP;
  }
}
