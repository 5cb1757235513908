package dev.sigrun.runtime.row;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the syntax of GROK into that of Java's expressions. */
final class GrokSyntax {
  private static final int LONGEST = 20_000;
  private static final int DEEPEST = 10;
  private static final int DEEPEST_GROUP = 100;

  private static final Pattern REFERENCE =
      Pattern.compile("%\\{(\\w++)(?::([^:{}]++))?+(?::(\\w++))?+\\}");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([^=!>][^>]*+)>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[imx-]++[:)]");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)(\\w++):\\]");

  private final StringBuilder regex = new StringBuilder();
  private final List<Group> groups = new ArrayList<>();
  private int count;
  private int depth;

  /**
   * A group of the expression whose text becomes a value.
   *
   * @param number as Java counts groups
   */
  record Group(int number, String key, String type) {}

  private GrokSyntax() {}

  static GrokSyntax of(String pattern) {
    GrokSyntax syntax = new GrokSyntax();
    syntax.append(pattern, 0);
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
    Matcher reference = REFERENCE.matcher(text);
    Matcher named = NAMED_GROUP.matcher(text);
    Matcher flags = FLAGS.matcher(text);
    boolean inClass = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        escape(text.charAt(i + 1), inClass);
        i += 2;
      } else if (inClass) {
        i = inClass(text, i);
        inClass = text.charAt(i - 1) != ']' || text.startsWith(":]", i - 2);
      } else if (c == '%' && reference.region(i, text.length()).lookingAt()) {
        reference(reference, level);
        i = reference.end();
      } else if (c == '(' && named.region(i, text.length()).lookingAt()) {
        open();
        groups.add(new Group(++count, named.group(1), "string"));
        regex.append('(');
        i = named.end();
      } else if (c == '(' && flags.region(i, text.length()).lookingAt()) {
        // What lets the dot match line feeds is 'm' in Oniguruma and 's' in Java.
        String written = flags.group();
        depth += written.endsWith(":") ? 1 : 0;
        regex.append(written.replace('m', 's'));
        i = flags.end();
      } else {
        if (c == '(') {
          open();
          count += text.startsWith("(?", i) ? 0 : 1;
        }
        depth -= c == ')' ? 1 : 0;
        inClass = c == '[';
        regex.append(c);
        i++;
        if (inClass && i < text.length() && text.charAt(i) == '^') {
          regex.append('^');
          i++;
        }
      }
    }
  }

  private void open() {
    if (++depth > DEEPEST_GROUP) {
      throw new IllegalArgumentException("groups nest deeper than " + DEEPEST_GROUP + " levels");
    }
  }

  /** One character or named class inside brackets; answers where the next one is. */
  private int inClass(String text, int at) {
    Matcher posix = POSIX.matcher(text).region(at, text.length());
    if (posix.lookingAt()) {
      String name = posix.group(2);
      regex
          .append(posix.group(1).isEmpty() ? "\\p{" : "\\P{")
          .append(Character.toUpperCase(name.charAt(0)))
          .append(name.substring(1))
          .append('}');
      return posix.end();
    }
    char c = text.charAt(at);
    // A bracket inside brackets is itself, not the start of a union as in Java.
    regex.append(c == '[' ? "\\[" : String.valueOf(c));
    return at + 1;
  }

  private void escape(char c, boolean inClass) {
    switch (c) {
      case 'h' -> regex.append(inClass ? "0-9a-fA-F" : "[0-9a-fA-F]");
      case 'H' -> regex.append(inClass ? "&&[^0-9a-fA-F]" : "[^0-9a-fA-F]");
      default -> regex.append('\\').append(c);
    }
  }

  private void reference(Matcher reference, int level) {
    String name = reference.group(1);
    String pattern =
        GrokLibrary.named(name)
            .orElseThrow(() -> new IllegalArgumentException("there is no pattern " + name));
    String key = reference.group(2);
    if (key == null) {
      regex.append("(?:");
    } else {
      String type = reference.group(3);
      groups.add(new Group(++count, key, type == null ? "string" : type));
      regex.append('(');
    }
    append(pattern, level + 1);
    regex.append(')');
  }
}
