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
 * @param example the mistake and how it is mended, if it fits into a few lines
 * @param noExample the sentence that says why there is no example, if there is none
 */
public record CodePage(
    String code,
    Severity severity,
    String title,
    String why,
    Optional<CodeExample> example,
    Optional<String> noExample) {
  /** The page without a heading, as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("*%s*: `%s`\n\n%s\n".formatted(severity.label(), title, why));
    example.ifPresent(shown -> shown.parts().forEach(part -> text.append(fence(part))));
    noExample.ifPresent(sentence -> text.append("\n%s\n".formatted(sentence)));
    return text.toString();
  }

  private static String fence(CodeExample.Part part) {
    return "\n%s:\n\n```%s\n%s\n```\n".formatted(part.title(), part.language(), part.text());
  }
}
