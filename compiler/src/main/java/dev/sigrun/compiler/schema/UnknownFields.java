package dev.sigrun.compiler.schema;

/** The treatment of fields that are not in any schema. */
public enum UnknownFields {
  /** They are keywords. */
  KEYWORD,
  /** They are treated as Elasticsearch treats a field without mapping: nothing matches. */
  UNMAPPED
}
