package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the texts of rules without harm to their wildcards and escapes. */
final class PipelineTexts {
  /** A literal run, or a wildcard. */
  private static final Pattern PART = Pattern.compile("((?:\\\\[*?\\\\]|[^*?])+)|([*?])");

  private PipelineTexts() {}

  static boolean hasWildcard(SigmaValue.Text text) {
    Matcher part = PART.matcher(text.written());
    while (part.find()) {
      if (part.group(2) != null) {
        return true;
      }
    }
    return false;
  }

  /** The text after the replacement, in the form of rules. */
  static String replace(Transformation.ReplaceText replace, String written) {
    StringBuilder whole = new StringBuilder();
    if (replace.skipsSpecial()) {
      Matcher part = PART.matcher(written);
      while (part.find()) {
        whole.append(
            part.group(2) != null
                ? part.group(2)
                : form(replaced(replace, literal(part.group(1))), replace.interpretsSpecial()));
      }
      return whole.toString();
    }
    Matcher part = PART.matcher(written);
    while (part.find()) {
      // What is no wildcard keeps its backslash, so that it can be told after the replacement.
      whole.append(
          part.group(2) != null
              ? part.group(2)
              : literal(part.group(1)).replace("*", "\\*").replace("?", "\\?"));
    }
    return replaced(replace, whole.toString()).replaceAll("\\\\(?![*?])", "\\\\\\\\");
  }

  private static String replaced(Transformation.ReplaceText replace, String text) {
    return replace.pattern().matcher(text).replaceAll(replace.replacement());
  }

  /** The text that a literal run stands for. */
  private static String literal(String run) {
    return run.replaceAll("\\\\([*?\\\\])", "$1");
  }

  /** A text as rules write it, with its wildcards or with none. */
  private static String form(String text, boolean wildcards) {
    String backslashes = text.replace("\\", "\\\\");
    return wildcards ? backslashes : backslashes.replace("*", "\\*").replace("?", "\\?");
  }
}
