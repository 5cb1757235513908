package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import java.util.ArrayList;
import java.util.List;

/** Changes the texts of rules without harm to their wildcards and escapes. */
final class PipelineTexts {
  private PipelineTexts() {}

  /** A run of other characters, escapes of wildcards among them, or a wildcard. */
  private record Part(String written, boolean wildcard) {}

  private static List<Part> parts(String written) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < written.length()) {
      if (isWildcard(written.charAt(at))) {
        if (start < at) {
          parts.add(new Part(written.substring(start, at), false));
        }
        parts.add(new Part(written.substring(at, at + 1), true));
        start = ++at;
      } else {
        at += isEscape(written, at) ? 2 : 1;
      }
    }
    if (start < at) {
      parts.add(new Part(written.substring(start), false));
    }
    return parts;
  }

  private static boolean isWildcard(char c) {
    return c == '*' || c == '?';
  }

  private static boolean isEscape(String written, int at) {
    return written.charAt(at) == '\\'
        && at + 1 < written.length()
        && (isWildcard(written.charAt(at + 1)) || written.charAt(at + 1) == '\\');
  }

  static boolean hasWildcard(SigmaValue.Text text) {
    return parts(text.written()).stream().anyMatch(Part::wildcard);
  }

  /** The text after the replacement, in the form of rules. */
  static String replace(Transformation.ReplaceText replace, String written) {
    StringBuilder whole = new StringBuilder();
    for (Part part : parts(written)) {
      if (part.wildcard()) {
        whole.append(part.written());
      } else if (replace.skipsSpecial()) {
        String text = replaced(replace, literal(part.written()));
        whole.append(form(text, replace.interpretsSpecial()));
      } else {
        // An escaped wildcard keeps its backslash, so that it is recognised after the replacement.
        whole.append(literal(part.written()).replace("*", "\\*").replace("?", "\\?"));
      }
    }
    return replace.skipsSpecial()
        ? whole.toString()
        : replaced(replace, whole.toString()).replaceAll("\\\\(?![*?])", "\\\\\\\\");
  }

  private static String replaced(Transformation.ReplaceText replace, String text) {
    return BoundedText.matcher(replace.pattern(), text).replaceAll(replace.replacement());
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
