package dev.sigrun.compiler.project;

import java.util.List;

/** The keys of a project file. */
public enum ProjectKey {
  /** The rules that commands work on if they are given no paths: files, folders or patterns. */
  RULES("rules", Shape.PATHS),
  /** Files with additional fields and their types. */
  SCHEMA("schema", Shape.PATHS),
  /** Whether these files name all fields. */
  SCHEMA_COMPLETE("schema_complete", Shape.TRUTH),
  /** How fields that are in no schema are treated. */
  UNKNOWN_FIELDS("unknown_fields", Shape.CHOICE, "keyword", "unmapped"),
  /** The field with the time of events. */
  TIMESTAMP_FIELD("timestamp_field", Shape.TEXT),
  /** The names of fields in exports: a file, or a mapping that comes with Sigrun. */
  MAPPING("mapping", Shape.TEXT),
  /** The events of Sigma rules, and pipelines for them: files, or names that Sigrun knows. */
  PIPELINE("pipeline", Shape.PATHS),
  /** Files of events that editors count the matches of rules in. */
  EVENTS("events", Shape.PATHS),
  /** The severity of warnings by code or group. */
  SEVERITY("severity", Shape.TABLE);

  private final String spelling;
  private final Shape shape;
  private final List<String> choices;

  /** The forms that values of keys have. */
  enum Shape {
    /** A string. */
    TEXT("a string"),
    /** One of some strings. */
    CHOICE("a string"),
    /** A string or a list of strings. */
    PATHS("a string or a list of strings"),
    /** {@code true} or {@code false}. */
    TRUTH("true or false"),
    /** A table with strings as its values. */
    TABLE("a table");

    private final String label;

    Shape(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  ProjectKey(String spelling, Shape shape, String... choices) {
    this.spelling = spelling;
    this.shape = shape;
    this.choices = List.of(choices);
  }

  /** The key as it is written. */
  public String spelling() {
    return spelling;
  }

  Shape shape() {
    return shape;
  }

  List<String> choices() {
    return choices;
  }
}
