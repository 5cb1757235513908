package dev.sigrun.compiler.codes;

import dev.sigrun.compiler.diagnostic.Severity;
import java.util.Optional;

/**
 * The page about a code, for users to look up.
 *
 * @param code the code
 * @param severity how much it weighs unless the user changes it
 * @param title the message, with an ellipsis for each part that differs from report to report
 * @param why the reason for the report, in one or two sentences
 * @param example the mistake and how it is mended; empty if it does not fit into a few lines
 */
public record CodePage(
    String code, Severity severity, String title, String why, Optional<CodeExample> example) {
  /** The page without a heading, as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("*%s*: `%s`\n\n%s\n".formatted(severity.label(), title, why));
    example.ifPresent(
        shown -> {
          shown.schema().ifPresent(fields -> fence("With the schema", "json", fields, text));
          fence("Wrong", shown.form().label(), shown.wrong(), text);
          fence("Mended", shown.form().label(), shown.mended(), text);
        });
    return text.toString();
  }

  private static void fence(String title, String language, String lines, StringBuilder text) {
    text.append("\n%s:\n\n```%s\n%s\n```\n".formatted(title, language, lines));
  }
}
