package dev.sigrun.compiler.codes;

import java.util.Optional;

/**
 * A mistake and how it is mended.
 *
 * @param form how the two texts are written
 * @param wrong gives the code
 * @param mended does not, and has no errors
 * @param schema the schema file that is needed to see it; usually empty
 */
public record CodeExample(Form form, String wrong, String mended, Optional<String> schema) {
  /** The parts of a file that an example shows. */
  public enum Form {
    /** A query in EQL. */
    EQL("eql"),
    /** A query in KQL. */
    KUERY("kql"),
    /** A query in ES|QL. */
    ESQL("esql"),
    /** Keys of the table {@code [rule]}, possibly followed by other tables. */
    RULE("toml"),
    /** Keys of a Sigma rule. */
    SIGMA("yaml"),
    /** A file of exceptions beside a rule. */
    EXCEPTIONS("toml"),
    /** A mapping of fields. */
    MAPPING("toml"),
    /** A pipeline for Sigma rules. */
    PIPELINE("yaml"),
    /** A project file. */
    PROJECT("toml"),
    /** A schema of fields. */
    SCHEMA("json");

    private final String label;

    Form(String label) {
      this.label = label;
    }

    /** The name of the language in Markdown. */
    public String label() {
      return label;
    }
  }
}
