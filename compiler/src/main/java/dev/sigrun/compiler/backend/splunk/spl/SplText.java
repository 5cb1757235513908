package dev.sigrun.compiler.backend.splunk.spl;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes strings and names in SPL. Every text of a rule goes through the one method for its place;
 * none of them can write a back-tick, a dollar sign or a line break, which mean something even
 * between quotes.
 */
public final class SplText {
  /** Names that every place can hold, quoted or not. */
  private static final Pattern WRITABLE =
      Pattern.compile("[\\p{L}\\p{N}_@][\\p{L}\\p{N}_@.:/{}-]{0,200}");

  /** Names that {@code search} takes without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  /** Names that {@code eval} takes without quotes. */
  private static final Pattern EVAL_PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Operators, literals and words of commands, which are not names unless they are quoted. */
  private static final Set<String> WORDS =
      Set.of(
          "and", "as", "by", "case", "false", "in", "is", "like", "not", "null", "or", "term",
          "true", "where", "xor");

  /** Options of {@code search} for time and place that look like fields. */
  private static final Set<String> MODIFIERS =
      Set.of(
          "earliest",
          "latest",
          "_index_earliest",
          "_index_latest",
          "index",
          "eventtype",
          "tag",
          "savedsearch",
          "splunk_server",
          "splunk_server_group");

  /**
   * Characters that are literal in a value of {@code search}, whatever surrounds them. Some
   * programs write {@code + & < > '} as numbers in JSON, which the index then holds.
   */
  private static final String SEARCHABLE = " _./:\\-,@=#%(){}~!;";

  /** Characters that are literal between the quotes of {@code eval}. */
  private static final String HARMLESS = " _./:-,@=+#%&(){}~!;<>'*?^|[]";

  private SplText() {}

  /** Whether a field can have this name; our own helper names are taken. */
  public static boolean isWritable(String field) {
    return WRITABLE.matcher(field).matches() && !field.startsWith("sg_");
  }

  /** Whether {@code search} takes the name for something else than a field of events. */
  public static boolean isModifier(String name) {
    return MODIFIERS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** The name of a field in {@code search}. */
  static String plainField(String name) {
    return PLAIN.matcher(name).matches() && !isWord(name) ? name : "\"" + name + "\"";
  }

  /** The name of a field in {@code eval} and {@code where}. */
  static String evalField(String name) {
    boolean plain = EVAL_PLAIN.matcher(name).matches() && !isWord(name);
    return plain ? name : "'" + name + "'";
  }

  private static boolean isWord(String name) {
    return WORDS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether {@link #quote} can write the text. */
  public static boolean isQuotable(String text) {
    return text.chars()
        .allMatch(c -> isAsciiWord(c) || HARMLESS.indexOf(c) >= 0 || "\"\\".indexOf(c) >= 0);
  }

  /** A text between the quotes of {@code eval}, which {@link #isQuotable} has let through. */
  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * A regular expression between the quotes of {@code eval}. Only a backslash before a backslash
   * needs another: before any other character it stays as it is.
   */
  static String quoteRegex(String regex) {
    return "\"" + regex.replace("\\\\", "\\\\\\\\") + "\"";
  }

  /** Whether {@code search} can find this character itself. */
  public static boolean isSearchable(int character) {
    return isAsciiWord(character) || SEARCHABLE.indexOf(character) >= 0;
  }

  /** Text inside a comment: nothing in it ends the comment, or means anything anywhere. */
  public static String comment(String text) {
    StringBuilder comment = new StringBuilder();
    text.codePoints().map(SplText::inComment).forEach(comment::appendCodePoint);
    return comment.toString();
  }

  private static int inComment(int c) {
    return switch (c) {
      case '`' -> '\'';
      case '[', '{' -> '(';
      case ']', '}' -> ')';
      case '|' -> '/';
      case '$', '\\' -> ' ';
      default -> isInvisible(c) ? ' ' : c;
    };
  }

  /** Whether the character has no look of its own, or ends a line somewhere. */
  public static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
  }

  private static boolean isAsciiWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
