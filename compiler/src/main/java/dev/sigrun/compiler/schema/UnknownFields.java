package dev.sigrun.compiler.schema;

/** How fields that are in no schema are treated. */
public enum UnknownFields {
  /** They are keywords. */
  KEYWORD,
  /** They are treated as Elasticsearch treats a field without mapping: nothing matches. */
  UNMAPPED
}
