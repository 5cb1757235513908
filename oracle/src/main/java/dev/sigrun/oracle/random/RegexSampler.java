package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.value.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts that a regular expression of Lucene's dialect matches. Complements, intersections and
 * intervals are taken for their first part; the caller has to check the text.
 */
public final class RegexSampler {
  private static final String ANY = "ax1 .\\-_é";

  private final String regex;
  private final Random random;
  private int position;

  private RegexSampler(String regex, Random random) {
    this.regex = regex;
    this.random = random;
  }

  /** A text that {@code regex} should match. */
  public static String sample(Regex regex, Random random) {
    return switch (regex.dialect()) {
      case LUCENE -> sample(regex.text(), random);
      case SEARCH -> SearchSampler.sample(regex.node(), random);
    };
  }

  static String sample(String regex, Random random) {
    return new RegexSampler(regex, random).choice();
  }

  private String choice() {
    List<String> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (accept('|'));
    return alternatives.get(random.nextInt(alternatives.size()));
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (more() && regex.charAt(position) != '|' && regex.charAt(position) != ')') {
      text.append(repeated());
    }
    return text.toString();
  }

  /** The part is sampled again for each repetition. */
  private String repeated() {
    int start = position;
    String first = part();
    int end = position;
    int[] counts = counts();
    int after = position;
    int count = counts[0] + random.nextInt(counts[1] - counts[0] + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      position = start;
      text.append(i == 0 ? first : part());
    }
    position = Math.max(after, end);
    return text.toString();
  }

  /** The minimum and maximum number of repetitions. */
  private int[] counts() {
    int[] counts = {1, 1};
    while (more()) {
      if (accept('?')) {
        counts = new int[] {0, counts[1]};
      } else if (accept('*')) {
        counts = new int[] {0, 3};
      } else if (accept('+')) {
        counts = new int[] {counts[0], 3};
      } else if (accept('{')) {
        int end = regex.indexOf('}', position);
        String[] bounds = regex.substring(position, end).split(",", -1);
        position = end + 1;
        int least = Integer.parseInt(bounds[0]);
        counts = new int[] {least, most(bounds, least)};
      } else {
        break;
      }
    }
    return counts;
  }

  private static int most(String[] bounds, int least) {
    if (bounds.length == 1) {
      return least;
    }
    return bounds[1].isEmpty() ? least + 2 : Integer.parseInt(bounds[1]);
  }

  private String part() {
    char c = regex.charAt(position++);
    return switch (c) {
      case '(' -> {
        String inner = choice();
        accept(')');
        yield inner;
      }
      case '[' -> bracket();
      case '.' -> any();
      case '@' -> any() + any();
      case '"' -> {
        int end = regex.indexOf('"', position);
        String quoted = regex.substring(position, end);
        position = end + 1;
        yield quoted;
      }
      case '\\' -> escaped();
      default -> String.valueOf(c);
    };
  }

  private String any() {
    return String.valueOf(ANY.charAt(random.nextInt(ANY.length())));
  }

  private String escaped() {
    char c = regex.charAt(position++);
    return switch (c) {
      case 'd' -> String.valueOf(random.nextInt(10));
      case 's' -> " ";
      case 'w', 'D', 'S' -> "w";
      case 'W' -> "-";
      default -> String.valueOf(c);
    };
  }

  private String bracket() {
    boolean negated = accept('^');
    List<String> members = new ArrayList<>();
    do {
      members.add(member());
    } while (!accept(']'));
    if (!negated) {
      return members.get(random.nextInt(members.size()));
    }
    String others = (ANY + "bcZ/:=").replaceAll("[" + quoted(members) + "]", "");
    return others.isEmpty() ? "~" : String.valueOf(others.charAt(random.nextInt(others.length())));
  }

  private static String quoted(List<String> members) {
    StringBuilder text = new StringBuilder();
    members.forEach(member -> text.append("\\Q").append(member).append("\\E"));
    return text.toString();
  }

  private String member() {
    String first = accept('\\') ? escaped() : String.valueOf(regex.charAt(position++));
    boolean range =
        position + 1 < regex.length()
            && regex.charAt(position) == '-'
            && regex.charAt(position + 1) != ']';
    if (!range) {
      return first;
    }
    position++;
    accept('\\');
    char last = regex.charAt(position++);
    return String.valueOf((char) (first.charAt(0) + random.nextInt(last - first.charAt(0) + 1)));
  }

  private boolean more() {
    return position < regex.length();
  }

  private boolean accept(char c) {
    if (more() && regex.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }
}
