package dev.sigrun.compiler.language.esql.analysis;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns about events as documents, which a query has to ask for. */
final class Metadata {
  /** The column that identifies an event. */
  static final String ID = "_id";

  private static final Map<String, EsqlType> TYPES =
      Map.of(
          ID,
          EsqlType.KEYWORD,
          "_index",
          EsqlType.KEYWORD,
          "_index_mode",
          EsqlType.KEYWORD,
          "_tier",
          EsqlType.KEYWORD,
          "_version",
          EsqlType.LONG,
          "_ignored",
          EsqlType.KEYWORD,
          "_score",
          EsqlType.DOUBLE,
          "_source",
          EsqlType.SOURCE);

  private Metadata() {}

  static boolean isName(String name) {
    return TYPES.containsKey(name);
  }

  static Optional<EsqlType> typeOf(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  static Set<String> names() {
    return TYPES.keySet();
  }
}
