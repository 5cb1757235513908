package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.pattern.CharClass;
import dev.sigrun.runtime.pattern.RegexNode;
import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Complement;
import dev.sigrun.runtime.pattern.RegexNode.Intersection;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Translates regular expressions to Perl's dialect: no lazy or possessive repetitions, classes of
 * ASCII, and brackets that never ignore case.
 */
final class RegexToPcre {
  /** Perl's dialect takes such counts for sure. */
  private static final int GREATEST_COUNT = 9_999;

  private static final String HARMLESS_IN_BRACKETS = " _.:;,/@%=!<>~*+?(){}|'#";

  private final boolean ignoreCase;

  private RegexToPcre(boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
  }

  /** The expression that matches the same whole values; empty if there is none. */
  static Optional<Pcre.Alternative> translate(Regex regex) {
    boolean ignoreCase = regex.sensitivity() == CaseSensitivity.INSENSITIVE;
    return hasCounterpart(regex.node())
        ? Optional.of(new RegexToPcre(ignoreCase).whole(regex.node()))
        : Optional.empty();
  }

  private static boolean hasCounterpart(RegexNode node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts().stream().allMatch(RegexToPcre::hasCounterpart);
    }
    if (node instanceof Choice choice) {
      return choice.alternatives().stream().allMatch(RegexToPcre::hasCounterpart);
    }
    if (node instanceof Repeat repeat) {
      return Math.max(repeat.min(), repeat.max()) <= GREATEST_COUNT
          && hasCounterpart(repeat.part());
    }
    return !(node instanceof Complement || node instanceof Intersection);
  }

  /** Without the runs of anything at its ends, which stand for no anchor there. */
  private Pcre.Alternative whole(RegexNode node) {
    List<RegexNode> parts = node instanceof Sequence sequence ? sequence.parts() : List.of(node);
    boolean fromStart = parts.isEmpty() || !parts.get(0).equals(RegexNode.ANYTHING);
    List<RegexNode> rest = fromStart ? parts : parts.subList(1, parts.size());
    int last = rest.size() - 1;
    boolean toEnd = last < 0 || !rest.get(last).equals(RegexNode.ANYTHING);
    return new Pcre.Alternative(fromStart, sequence(toEnd ? rest : rest.subList(0, last)), toEnd);
  }

  private String sequence(List<RegexNode> parts) {
    return parts.stream()
        .map(part -> part instanceof Choice ? grouped(part) : write(part))
        .collect(Collectors.joining());
  }

  private String write(RegexNode node) {
    if (node instanceof Text text) {
      return Pcre.literal(text.text());
    }
    if (node instanceof Chars chars) {
      return oneOf(chars.chars());
    }
    if (node instanceof Sequence sequence) {
      return sequence(sequence.parts());
    }
    if (node instanceof Choice choice) {
      return choice.alternatives().stream().map(this::write).collect(Collectors.joining("|"));
    }
    if (node instanceof Repeat repeat) {
      return (isAtom(repeat.part()) ? write(repeat.part()) : grouped(repeat.part()))
          + times(repeat.min(), repeat.max());
    }
    if (node instanceof RegexNode.Assertion assertion) {
      return switch (assertion.kind()) {
        case TEXT_START -> "^";
        case TEXT_END -> "\\z";
        // A circumflex with the flag "m" does not match after the last line break.
        case LINE_START -> "(?<![^" + Pcre.number('\n') + "])";
        case LINE_END -> "(?![^" + Pcre.number('\n') + "])";
        case WORD_BOUNDARY -> "\\b";
        case NO_WORD_BOUNDARY -> "\\B";
      };
    }
    throw new IllegalArgumentException("No counterpart: " + node);
  }

  private String grouped(RegexNode node) {
    return "(?:" + write(node) + ")";
  }

  private static boolean isAtom(RegexNode node) {
    return node instanceof Chars
        || (node instanceof Text text && text.text().codePointCount(0, text.text().length()) == 1);
  }

  private static String times(int min, int max) {
    if (max == Repeat.UNLIMITED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    if (min == 0 && max == 1) {
      return "?";
    }
    return min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private String oneOf(CharClass chars) {
    if (chars.isEmpty()) {
      return Pcre.NOTHING;
    }
    if (chars.equals(CharClass.ANY)) {
      return ".";
    }
    boolean negated = chars.contains(Character.MAX_CODE_POINT);
    List<int[]> ranges = (negated ? chars.complement() : chars).ranges();
    String bracket =
        ranges.stream()
            .map(range -> inBracket(range[0], range[1]))
            .collect(Collectors.joining("", negated ? "[^" : "[", "]"));
    boolean cased = ranges.stream().anyMatch(range -> range[1] >= 'A');
    return ignoreCase && cased ? "(?-i:" + bracket + ")" : bracket;
  }

  private static String inBracket(int first, int last) {
    String end = first == last ? "" : inBracket(last);
    return inBracket(first) + (last - first > 1 ? "-" : "") + end;
  }

  private static String inBracket(int c) {
    boolean plain = Character.isLetterOrDigit(c) || HARMLESS_IN_BRACKETS.indexOf(c) >= 0;
    return plain && !SplText.isInvisible(c) ? Character.toString(c) : Pcre.number(c);
  }
}
