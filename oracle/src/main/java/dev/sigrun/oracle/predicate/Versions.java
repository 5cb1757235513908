package dev.sigrun.oracle.predicate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of software versions, by sorting texts in which each number has its length before. */
final class Versions {
  private static final String NUMBER = "(?:0|[1-9][0-9]*)";
  private static final String PART = "(?:" + NUMBER + "|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "(?<main>N(?:\\.N)*)(?:-(?<pre>P(?:\\.P)*))?(?<build>\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?"
              .replace("N", NUMBER)
              .replace("P", PART));

  private Versions() {}

  static int compare(String left, String right) {
    boolean leftIsVersion = VERSION.matcher(left).matches();
    if (leftIsVersion != VERSION.matcher(right).matches()) {
      return leftIsVersion ? -1 : 1;
    }
    return leftIsVersion
        ? Arrays.compare(key(left).toCharArray(), key(right).toCharArray())
        : Arrays.compareUnsigned(bytes(left), bytes(right));
  }

  /** An index keeps the empty text as one byte. */
  private static byte[] bytes(String text) {
    return (text.isEmpty() ? "\u0003" : text).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(String version) {
    Matcher parts = VERSION.matcher(version);
    parts.matches();
    String pre = parts.group("pre");
    String build = parts.group("build");
    return withLengths(parts.group("main"))
        + (pre == null ? "\u0003" : "\u0002-" + withLengths(pre))
        + (build == null ? "" : build);
  }

  /** Parts that are numbers sort by their lengths first, and before those that are not. */
  private static String withLengths(String dotted) {
    StringBuilder key = new StringBuilder();
    for (String part : dotted.split("\\.", -1)) {
      key.append(key.length() == 0 ? "" : ".");
      key.append(part.matches("[0-9]+") ? "\u0001" + (char) part.length() + part : part);
    }
    return key.toString();
  }
}
