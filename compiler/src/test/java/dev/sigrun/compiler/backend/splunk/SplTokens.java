package dev.sigrun.compiler.backend.splunk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rest of a search without its quoted texts, quoted names and comments, and the contents of
 * those. Knows the rules of quoting and nothing of how searches are written.
 *
 * @param skeleton the search with {@code S} for texts and {@code F} for names of fields
 * @param texts the content of texts, without escapes
 */
public record SplTokens(String skeleton, List<String> texts) {
  private static final Pattern QUOTED =
      Pattern.compile("```(.*?)```|\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'", Pattern.DOTALL);

  /** The tokens of a search. */
  public static SplTokens of(String search) {
    StringBuilder skeleton = new StringBuilder();
    List<String> texts = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(search);
    while (matcher.find()) {
      matcher.appendReplacement(
          skeleton, matcher.group(1) != null ? "" : matcher.group(2) != null ? "S" : "F");
      if (matcher.group(2) != null) {
        texts.add(matcher.group(2).replace("\\\\", "\\").replace("\\\"", "\""));
      }
    }
    matcher.appendTail(skeleton);
    return new SplTokens(skeleton.toString(), texts);
  }
}
