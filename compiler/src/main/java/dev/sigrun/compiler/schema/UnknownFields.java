package dev.sigrun.compiler.schema;

/** What becomes of fields that no schema knows. */
public enum UnknownFields {
  /** They are keywords. */
  KEYWORD,
  /** They are treated as Elasticsearch treats a field without mapping: nothing matches. */
  UNMAPPED
}
