package dev.sigrun.compiler.codes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
   * The input that an example needs besides the file; usually none.
   *
   * @param files other files, by their forms; one line is the name of one that is built in
   * @param target what the rule is exported to, as on the command line, or {@link #JAVA}
   */
  public record Setting(Map<Form, String> files, Optional<String> target) {
    /** The target of rules that are compiled to a matcher. */
    public static final String JAVA = "java";

    /** Copies the map. */
    public Setting {
      files = Collections.unmodifiableMap(new EnumMap<>(files));
    }

    /** The file of that form. */
    public Optional<String> file(Form form) {
      return Optional.ofNullable(files.get(form));
    }

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
    setting.files.forEach(
        (file, text) -> parts.add(new Part("With the " + file.title, file.label, text)));
    parts.add(new Part("Wrong" + setting.suffix(), form.label(), wrong));
    parts.add(new Part("Mended", form.label(), mended));
    return parts;
  }

  /** The parts of a file that an example shows. */
  public enum Form {
    /** A query in EQL. */
    EQL("eql", "query"),
    /** A query in KQL. */
    KUERY("kql", "query"),
    /** A query in ES|QL. */
    ESQL("esql", "query"),
    /** Keys of the table {@code [rule]}, possibly followed by other tables. */
    RULE("toml", "rule"),
    /** Keys of a Sigma rule. */
    SIGMA("yaml", "Sigma rule"),
    /** A file of exceptions beside a rule. */
    EXCEPTIONS("toml", "exceptions"),
    /** A mapping of fields. */
    MAPPING("toml", "mapping"),
    /** A pipeline for Sigma rules. */
    PIPELINE("yaml", "pipeline"),
    /** A project file. */
    PROJECT("toml", "project file"),
    /** A schema of fields. */
    SCHEMA("json", "schema"),
    /** Tests beside a rule. */
    TEST("toml", "tests");

    private final String label;
    private final String title;

    Form(String label, String title) {
      this.label = label;
      this.title = title;
    }

    /** The name of the language in Markdown. */
    public String label() {
      return label;
    }
  }
}
