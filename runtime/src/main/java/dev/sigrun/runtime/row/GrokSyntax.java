package dev.sigrun.runtime.row;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the syntax of GROK into that of Java's expressions; refuses what it cannot turn. */
final class GrokSyntax {
  private static final int LONGEST = 20_000;
  private static final int DEEPEST = 10;
  private static final int DEEPEST_GROUP = 100;

  private static final Pattern REFERENCE =
      Pattern.compile("%\\{([A-z0-9]++)(?::([\\p{IsAlphabetic}\\p{Nd}@\\[\\]_:.-]++))?+\\}");
  private static final Pattern DEFINITION = Pattern.compile("%\\{[A-z0-9]++(?::[^{}=]++)?+=");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([^=!>][^>]*+)>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?([imx]*+)(?:-([imx]*+))?+([:)])");
  private static final Pattern GROUP = Pattern.compile("\\((?!\\?)|\\(\\?(?:[:=!>]|<[=!])");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)(\\w++):\\]");
  private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])\\{(\\^?)(\\w++)\\}");
  private static final Pattern NUMBER =
      Pattern.compile("\\\\x(?:\\{([0-9A-Fa-f]{1,6})\\}|([0-9A-Fa-f]{1,2}))");
  private static final Pattern REPEAT = Pattern.compile("[*+?]|\\{([0-9]*+)(,?+)([0-9]*+)\\}");

  private final StringBuilder regex = new StringBuilder();
  private final List<Group> groups = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int count;

  /** Where what a quantifier would repeat begins. */
  private int last;

  /** Whether that already ends in a quantifier. */
  private boolean repeated;

  /**
   * A group of the expression whose text becomes a value.
   *
   * @param number as Java counts groups
   */
  record Group(int number, String key, String type) {}

  /** A group that is not closed yet, and how many groups of flags end with it. */
  private static final class Open {
    final int start;
    int flags;

    Open(int start) {
      this.start = start;
    }
  }

  private GrokSyntax() {}

  static GrokSyntax of(String pattern) {
    GrokSyntax syntax = new GrokSyntax();
    syntax.open.push(new Open(0));
    syntax.append(pattern, 0);
    syntax.regex.append(")".repeat(syntax.open.getLast().flags));
    return syntax;
  }

  String regex() {
    return regex.toString();
  }

  List<Group> groups() {
    return groups;
  }

  private void append(String text, int level) {
    if (level > DEEPEST || regex.length() + text.length() > LONGEST) {
      throw new IllegalArgumentException("the pattern has more than " + LONGEST + " characters");
    }
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      Matcher reference = REFERENCE.matcher(text).region(i, text.length());
      if (c == '%' && reference.lookingAt()) {
        reference(reference, level);
        i = reference.end();
      } else if (c == '%' && DEFINITION.matcher(text).region(i, text.length()).lookingAt()) {
        throw new IllegalArgumentException("it defines a pattern");
      } else if (c == '*' || c == '+' || c == '?' || c == '{') {
        i = quantifier(text, i);
      } else if (c == '(') {
        i = group(text, i);
      } else if (c == ')') {
        close();
        i++;
      } else {
        atom();
        if (c == '\\') {
          i = escape(text, i, false);
        } else if (c == '[') {
          i = brackets(text, i, 0);
        } else {
          // Java sees no line in an empty text.
          regex.append(c == '^' ? "(?:\\A|^)" : String.valueOf(c));
          i++;
          if (Character.isHighSurrogate(c) && i < text.length()) {
            regex.append(text.charAt(i++));
          }
        }
      }
    }
  }

  /** Here begins what the next quantifier repeats. */
  private void atom() {
    last = regex.length();
    repeated = false;
  }

  /** A quantifier behind another one repeats the whole, as does the {@code +} of {@code {2}+}. */
  private int quantifier(String text, int at) {
    Matcher repeat = REPEAT.matcher(text).region(at, text.length());
    boolean isInterval = text.charAt(at) == '{';
    if (!repeat.lookingAt()
        || (isInterval && repeat.group(1).isEmpty() && repeat.group(3).isEmpty())) {
      atom();
      regex.append("\\{");
      return at + 1;
    }
    if (repeated) {
      regex.insert(last, "(?:").append(')');
    }
    repeated = true;
    int end = repeat.end();
    if (isInterval) {
      regex.append('{').append(repeat.group(1).isEmpty() ? "0" : repeat.group(1));
      regex.append(repeat.group(2)).append(repeat.group(3)).append('}');
    } else {
      regex.append(repeat.group());
    }
    char next = end < text.length() ? text.charAt(end) : ' ';
    if ((next == '+' && !isInterval)
        || (next == '?' && (!isInterval || !repeat.group(2).isEmpty()))) {
      regex.append(next);
      end++;
    }
    return end;
  }

  private int group(String text, int at) {
    Matcher named = NAMED_GROUP.matcher(text).region(at, text.length());
    Matcher flags = FLAGS.matcher(text).region(at, text.length());
    Matcher group = GROUP.matcher(text).region(at, text.length());
    if (named.lookingAt()) {
      open("(");
      groups.add(new Group(++count, named.group(1), "string"));
      return named.end();
    }
    if (flags.lookingAt()) {
      // What lets the dot match line feeds is 'm' in Oniguruma and 's' in Java.
      String on = flags.group(1).replace('m', 's').replace("i", "iu");
      String off = flags.group(2) == null ? "" : "-" + flags.group(2).replace('m', 's');
      if (flags.group(3).equals(":")) {
        open("(?" + on + off + ":");
      } else {
        // They hold up to the end of the group, also behind its next bar.
        open.getFirst().flags++;
        regex.append("(?").append(on).append(off).append(':');
        atom();
      }
      return flags.end();
    }
    if (text.startsWith("(?#", at) && text.indexOf(')', at) > 0) {
      return text.indexOf(')', at) + 1;
    }
    if (!group.lookingAt()) {
      throw new IllegalArgumentException(
          "there is no group " + text.substring(at, Math.min(at + 4, text.length())));
    }
    // Groups without a name have no number beside those that have one.
    open(group.group().equals("(") ? "(?:" : group.group());
    return group.end();
  }

  private void open(String start) {
    if (open.size() > DEEPEST_GROUP) {
      throw new IllegalArgumentException("groups nest deeper than " + DEEPEST_GROUP + " levels");
    }
    open.push(new Open(regex.length()));
    regex.append(start);
    atom();
  }

  private void close() {
    if (open.size() == 1) {
      throw new IllegalArgumentException("a ')' has no '('");
    }
    Open closed = open.pop();
    regex.append(")".repeat(closed.flags + 1));
    last = closed.start;
    repeated = false;
  }

  /** A set of characters; answers where what follows it begins. */
  private int brackets(String text, int at, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("brackets nest deeper than " + DEEPEST + " levels");
    }
    regex.append('[');
    int i = at + 1;
    if (text.startsWith("^", i)) {
      regex.append('^');
      i++;
    }
    int first = i;
    while (i < text.length()) {
      char c = text.charAt(i);
      Matcher posix = POSIX.matcher(text).region(i, text.length());
      if (c == ']' && i > first) {
        regex.append(']');
        return i + 1;
      }
      if (c == '[' && posix.lookingAt()) {
        String name = posix.group(2);
        regex.append(
            GrokCharacters.named(name, !posix.group(1).isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("there is no class " + name)));
        i = posix.end();
      } else if (c == '[') {
        i = brackets(text, i, depth + 1);
      } else if (c == '\\') {
        i = escape(text, i, true);
      } else {
        // A blank counts also where those between atoms do not.
        regex.append(c == ']' || c == '#' || Character.isWhitespace(c) ? "\\" : "").append(c);
        i++;
      }
    }
    throw new IllegalArgumentException("a '[' has no ']'");
  }

  private int escape(String text, int at, boolean inClass) {
    Matcher property = PROPERTY.matcher(text).region(at, text.length());
    if (property.lookingAt()) {
      boolean negated = property.group(1).equals("P") ^ !property.group(2).isEmpty();
      regex.append(GrokCharacters.property(property.group(3), negated));
      return property.end();
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      String digits = number.group(1) == null ? number.group(2) : number.group(1);
      regex.append("\\x{").append(digits).append('}');
      return number.end();
    }
    char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    switch (c) {
      case 'h' -> regex.append("[0-9a-fA-F]");
      case 'H' -> regex.append("[^0-9a-fA-F]");
      case 'b' -> regex.append(inClass ? "\\x08" : GrokCharacters.BOUNDARY);
      case 'B' -> regex.append(inClass ? "B" : GrokCharacters.NO_BOUNDARY);
      case 'v' -> regex.append("\\x0B");
      case 'w', 'W', 'd', 'D', 's', 'S', 't', 'n', 'r', 'f', 'a', 'e' ->
          regex.append('\\').append(c);
      case 'A', 'z', 'Z', 'G', 'R', 'X' -> regex.append(inClass ? "" : "\\").append(c);
      default -> {
        boolean isPlain = c > 127 || "ijlmoquyEFIJLNOQTUVY".indexOf(c) >= 0;
        if (!isPlain && (Character.isLetterOrDigit(c) || at + 1 >= text.length())) {
          throw new IllegalArgumentException("it has \\" + c);
        }
        regex.append(isPlain ? "" : "\\").append(c);
      }
    }
    return at + 2;
  }

  private void reference(Matcher reference, int level) {
    String name = reference.group(1);
    String pattern =
        GrokLibrary.named(name)
            .orElseThrow(() -> new IllegalArgumentException("there is no pattern " + name));
    String[] key = (reference.group(2) == null ? "" : reference.group(2)).split(":", 3);
    open(key[0].isEmpty() ? "(?:" : "(");
    if (!key[0].isEmpty()) {
      groups.add(new Group(++count, key[0], key.length < 2 ? "string" : key[1]));
    }
    append(pattern, level + 1);
    close();
  }
}
