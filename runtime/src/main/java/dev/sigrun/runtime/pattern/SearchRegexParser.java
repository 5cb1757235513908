package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Assertion;
import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the part of Perl's dialect that PCRE, Python, Java and RE2 understand alike, and that can
 * be matched in linear time. The expression is searched for: it matches a value that holds it.
 * Syntax that needs more than an automaton, or that engines read differently, is refused by name.
 *
 * <p>The dot leaves out line feeds unless {@code s} is set; {@code ^} and {@code $} are the ends of
 * the value unless {@code m} is; {@code \d}, {@code \w}, {@code \s} and {@code \b} are those of
 * ASCII; with {@code i} letters match in any {@linkplain CaseFolding case}, in brackets, too.
 */
final class SearchRegexParser {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEAT_DIGITS = 5;
  private static final String DIGITS = "0123456789";

  private static final CharClass LINE_FEED = CharClass.of('\n');

  /**
   * Heads of groups after {@code (?} that are refused, with their names; the first match counts.
   */
  private static final Map<String, String> UNSUPPORTED_GROUPS = unsupportedGroups();

  private final RegexText text;
  private final SearchRegexChars chars;
  private SearchRegexFlags flags = SearchRegexFlags.NONE;
  private int depth;

  /** Whether all of the expression ignores case, so that its texts need not be spelled out. */
  private boolean ignoresCaseThroughout;

  private SearchRegexParser(String text) {
    this.text = new RegexText(text);
    this.chars = new SearchRegexChars(this.text, text.lastIndexOf(":]"));
  }

  /**
   * The result of reading.
   *
   * @param node matches whole values
   * @param ignoringCase whether its texts match in any case
   */
  record Parsed(RegexNode node, boolean ignoringCase) {}

  static Parsed parse(String text) {
    SearchRegexParser parser = new SearchRegexParser(text);
    while (parser.acceptFlags()) {
      parser.ignoresCaseThroughout = parser.flags.ignoresCase();
    }
    RegexNode node = parser.choice();
    if (parser.text.more()) {
      throw parser.text.error("Unmatched )");
    }
    return new Parsed(searched(node), parser.ignoresCaseThroughout);
  }

  /** The values that hold what {@code node} matches. */
  private static RegexNode searched(RegexNode node) {
    List<RegexNode> parts = new ArrayList<>();
    parts.add(RegexNode.ANYTHING);
    if (node instanceof Sequence sequence) {
      parts.addAll(sequence.parts());
    } else {
      parts.add(node);
    }
    parts.add(RegexNode.ANYTHING);
    if (parts.get(1).equals(new Assertion(Assertion.Kind.TEXT_START))) {
      parts.subList(0, 2).clear();
    }
    int last = parts.size() - 1;
    if (last > 0 && parts.get(last - 1).equals(new Assertion(Assertion.Kind.TEXT_END))) {
      parts.subList(last - 1, last + 1).clear();
    }
    return new Sequence(parts);
  }

  /** Reads {@code (?i)} and such; says whether there was one. */
  private boolean acceptFlags() {
    int start = text.position();
    if (text.startsWith("(?")) {
      text.moveTo(start + 2);
      String letters = text.nextAll(SearchRegexFlags.LETTERS);
      if (!letters.isEmpty() && text.accept(')')) {
        flags = flags.and(letters);
        return true;
      }
    }
    text.moveTo(start);
    return false;
  }

  private RegexNode choice() {
    if (++depth > MAX_DEPTH) {
      throw text.error("Groups are nested deeper than " + MAX_DEPTH + " levels");
    }
    List<RegexNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (text.accept('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    while (text.more() && !text.peek("|)")) {
      parts.add(repeat());
    }
    return Sequence.joined(parts);
  }

  private RegexNode repeat() {
    int start = text.position();
    RegexNode node = atom();
    int mark = text.position();
    Optional<Counts> counts = text.more() ? counts() : Optional.empty();
    if (counts.isEmpty()) {
      return node;
    }
    if (node instanceof Assertion) {
      throw new RegexSyntaxException("A position cannot be repeated", start);
    }
    // Lazy or not, a value matches or it does not.
    boolean lazy = text.accept('?');
    if (!lazy && text.more() && text.peek() == '+') {
      throw new RegexSyntaxException("Possessive repetition is not supported", mark);
    }
    if (text.more() && text.peek("*+?")) {
      throw text.error("There is nothing to repeat");
    }
    return new Repeat(node, counts.get().min(), counts.get().max());
  }

  /** The number of repetitions. */
  private record Counts(int min, int max) {}

  private Optional<Counts> counts() {
    return switch (text.peek()) {
      case '*' -> counts(0, Repeat.UNLIMITED);
      case '+' -> counts(1, Repeat.UNLIMITED);
      case '?' -> counts(0, 1);
      case '{' -> writtenCounts();
      default -> Optional.empty();
    };
  }

  private Optional<Counts> counts(int min, int max) {
    text.next();
    return Optional.of(new Counts(min, max));
  }

  /** Reads <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>; empty if it is none. */
  private Optional<Counts> writtenCounts() {
    int start = text.position();
    text.next();
    String first = text.nextAll(DIGITS);
    boolean exact = !text.accept(',');
    String second = exact ? first : text.nextAll(DIGITS);
    int end = text.position();
    boolean closed = text.accept('}');
    if (!closed || first.isEmpty() && second.isEmpty()) {
      text.moveTo(start);
      return Optional.empty();
    }
    text.moveTo(start);
    if (first.isEmpty()) {
      throw text.error("Write {0," + second + "}: not all engines know {," + second + "}");
    }
    int min = number(first);
    int max = second.isEmpty() ? Repeat.UNLIMITED : number(second);
    if (max != Repeat.UNLIMITED && max < min) {
      throw text.error("The repetition ends before it starts");
    }
    text.moveTo(end + 1);
    return Optional.of(new Counts(min, max));
  }

  private int number(String digits) {
    if (digits.length() > MAX_REPEAT_DIGITS) {
      throw text.error("The number is too large");
    }
    return Integer.parseInt(digits);
  }

  private RegexNode atom() {
    return switch (text.peek()) {
      case '(' -> group();
      case '[' -> new Chars(chars.bracket(flags.ignoresCase()));
      case '.' -> read(new Chars(flags.dotAll() ? CharClass.ANY : LINE_FEED.complement()));
      case '^' -> read(flags.multiLine() ? Assertion.Kind.LINE_START : Assertion.Kind.TEXT_START);
      case '$' -> read(flags.multiLine() ? Assertion.Kind.LINE_END : Assertion.Kind.TEXT_END);
      case '*', '+', '?' -> throw text.error("There is nothing to repeat");
      case '\\' -> escaped();
      default -> literal(text.nextCodePoint());
    };
  }

  /** Reads the next char, which has this meaning. */
  private RegexNode read(RegexNode meaning) {
    text.next();
    return meaning;
  }

  private RegexNode read(Assertion.Kind kind) {
    return read(new Assertion(kind));
  }

  private RegexNode literal(int codePoint) {
    return flags.ignoresCase() && !ignoresCaseThroughout
        ? new Chars(CaseVariants.of(codePoint))
        : new Text(Character.toString(codePoint));
  }

  private RegexNode group() {
    int start = text.position();
    text.next();
    SearchRegexFlags outside = flags;
    if (text.accept('?')) {
      groupHead(start);
    } else if (text.more() && text.peek() == '*') {
      throw new RegexSyntaxException("Verbs such as (*FAIL) are not supported", start);
    }
    RegexNode node = choice();
    if (!text.accept(')')) {
      throw new RegexSyntaxException("The group is not closed", start);
    }
    flags = outside;
    return node;
  }

  /** Reads what follows {@code (?}: only plain groups, with or without flags. */
  private void groupHead(int start) {
    int head = text.position();
    String letters = text.nextAll(SearchRegexFlags.LETTERS);
    if (!text.accept(':')) {
      text.moveTo(head);
      String kind = unsupportedGroup(text.rest(), !letters.isEmpty());
      throw new RegexSyntaxException(kind + " is not supported", start);
    }
    flags = flags.and(letters);
  }

  private static Map<String, String> unsupportedGroups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("[=!]", "Look-ahead");
    groups.put("<[=!]", "Look-behind");
    groups.put(">", "An atomic group");
    groups.put("<|P<|'", "A named group");
    groups.put("\\(", "A conditional group");
    groups.put("#", "A comment");
    groups.put("R|&|P>|[+-]?[0-9]", "Recursion");
    return groups;
  }

  private static String unsupportedGroup(String head, boolean hasFlags) {
    for (Map.Entry<String, String> group : UNSUPPORTED_GROUPS.entrySet()) {
      if (head.matches("(?s)(" + group.getKey() + ").*")) {
        return group.getValue();
      }
    }
    return hasFlags ? "A flag that is not at the start" : "This kind of group";
  }

  private RegexNode escaped() {
    int start = text.position();
    text.next();
    if (!text.more()) {
      throw new RegexSyntaxException("The expression ends with a backslash", start);
    }
    return switch (text.peek()) {
      case 'b' -> read(Assertion.Kind.WORD_BOUNDARY);
      case 'B' -> read(Assertion.Kind.NO_WORD_BOUNDARY);
      case 'A' -> read(Assertion.Kind.TEXT_START);
      case 'z' -> read(Assertion.Kind.TEXT_END);
      default ->
          chars.isPredefined() ? new Chars(chars.predefined()) : literal(chars.escaped(start));
    };
  }
}
