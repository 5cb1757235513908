package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.row.TextPattern;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes texts in which patterns of DISSECT and GROK find wanted values; not always. */
final class ExtractedText implements TextPattern.Visitor<String> {
  private static final Pattern DISSECT_KEY = Pattern.compile("%\\{([^}]*)\\}");
  private static final Pattern GROK_KEY = Pattern.compile("%\\{(\\w+)(?::([^:}]+))?(?::\\w+)?\\}");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([^>!=][^>]*)>");
  private static final Pattern NOT_SAMPLED =
      Pattern.compile("\\(\\?[imsx-]+\\)|\\\\b|(?<!\\\\)[$^](?![^\\[]*\\])|(?<=[*+?}])[?+]");

  private final Map<String, Object> values;
  private final Random random;

  /**
   * Texts for some keys.
   *
   * @param values the wanted values by key
   */
  ExtractedText(Map<String, Object> values, Random random) {
    this.values = values;
    this.random = random;
  }

  @Override
  public String visitDissect(TextPattern.Dissect dissect) {
    Matcher key = DISSECT_KEY.matcher(dissect.text());
    StringBuilder text = new StringBuilder();
    while (key.find()) {
      String name = key.group(1).replaceAll("^[?+]|->$", "");
      key.appendReplacement(text, Matcher.quoteReplacement(value(name, "w" + random.nextInt(9))));
    }
    return key.appendTail(text).toString();
  }

  private String value(String name, String otherwise) {
    Object wanted = values.get(name);
    return wanted == null ? otherwise : wanted.toString();
  }

  @Override
  public String visitGrok(TextPattern.Grok grok) {
    String regex = NOT_SAMPLED.matcher(named(grok.text())).replaceAll("");
    Matcher key = GROK_KEY.matcher(regex);
    StringBuilder text = new StringBuilder();
    while (key.find()) {
      String name = key.group(2) == null ? "" : key.group(2);
      key.appendReplacement(
          text, Matcher.quoteReplacement(quoted(value(name, example(key.group(1))))));
    }
    String plain = key.appendTail(text).toString().replaceAll("\\(\\?[imsx-]*[:>]", "(");
    // The sampler knows no letters for control characters.
    String sampled =
        plain
            .replaceAll("(?<!\\\\)\\\\t", "\t")
            .replaceAll("(?<!\\\\)\\\\r", "\r")
            .replaceAll("(?<!\\\\)\\\\n", "\n");
    try {
      return RegexSampler.sample(sampled, random);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // The sampler reads simple expressions only.
      return grok.text();
    }
  }

  /** The pattern with wanted values in place of named groups. */
  private String named(String pattern) {
    Matcher group = NAMED_GROUP.matcher(pattern);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (group.find(from)) {
      text.append(pattern, from, group.start());
      int end = end(pattern, group.end());
      Object wanted = values.get(group.group(1));
      text.append('(')
          .append(wanted == null ? pattern.substring(group.end(), end) : quoted(wanted.toString()))
          .append(')');
      from = Math.min(end + 1, pattern.length());
    }
    return text + pattern.substring(from);
  }

  /** The place of the parenthesis that closes a group. */
  private static int end(String pattern, int start) {
    int depth = 1;
    boolean inClass = false;
    for (int i = start; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (!inClass && c == '(') {
        depth++;
      } else if (!inClass && c == ')' && --depth == 0) {
        return i;
      }
    }
    return pattern.length();
  }

  private static String quoted(String text) {
    return text.replaceAll("[^\\p{Alnum} ]", "\\\\$0");
  }

  private String example(String pattern) {
    return switch (pattern) {
      case "INT", "NUMBER", "POSINT", "NONNEGINT", "BASE10NUM" -> "" + (1 + random.nextInt(99));
      case "IP", "IPV4", "IPORHOST" -> "10.0.0." + random.nextInt(250);
      case "URIPROTO" -> "https";
      case "URIHOST", "HOSTNAME", "HOST" -> "host" + random.nextInt(9) + ".example";
      case "URIPATH", "PATH", "UNIXPATH" -> "/tmp/x";
      case "SPACE" -> " ";
      default -> "word" + random.nextInt(9);
    };
  }
}
