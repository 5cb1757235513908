package dev.sigrun.compiler.rule;

import java.util.Locale;

/** In which language a query is written. */
public enum QueryLanguage {
  /** Elastic's Event Query Language. */
  EQL,
  /** Kibana's KQL, spelt {@code kuery} in files. */
  KUERY,
  /** Lucene's query syntax. */
  LUCENE,
  /** Elastic's piped ES|QL. */
  ESQL;

  /** The word that rule files use. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return spelling();
  }
}
