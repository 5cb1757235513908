package dev.sigrun.compiler.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mistake and how it is mended.
 *
 * @param form how the two texts are written
 * @param wrong gives the code
 * @param mended does not, and has no errors
 * @param setting what else is needed to see it
 */
public record CodeExample(Form form, String wrong, String mended, Setting setting) {
  /**
   * What is given besides the file; usually nothing.
   *
   * @param schema the text of the schema file
   * @param mapping the text of the mapping of fields
   * @param target what the rule is exported to, as on the command line, or {@link #JAVA}
   */
  public record Setting(
      Optional<String> schema, Optional<String> mapping, Optional<String> target) {
    /** The target of rules that are compiled to a matcher. */
    public static final String JAVA = "java";

    private String suffix() {
      return target
          .map(name -> name.equals(JAVA) ? ", compiled to a matcher" : ", exported to " + name)
          .orElse("");
    }
  }

  /**
   * A text under a title.
   *
   * @param title without a colon
   * @param language its name in Markdown
   * @param text without a line break at the end
   */
  public record Part(String title, String language, String text) {}

  /** The texts in the order in which they are shown. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    setting.schema().ifPresent(fields -> parts.add(new Part("With the schema", "json", fields)));
    setting.mapping().ifPresent(names -> parts.add(new Part("With the mapping", "toml", names)));
    parts.add(new Part("Wrong" + setting.suffix(), form.label(), wrong));
    parts.add(new Part("Mended", form.label(), mended));
    return parts;
  }

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
