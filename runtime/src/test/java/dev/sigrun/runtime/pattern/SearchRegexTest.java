package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that are searched for, compared with {@link Pattern} where the two agree. */
class SearchRegexTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    "_",
    "-",
    ".",
    "[ab]",
    "[^a]",
    "[a-c_]",
    "\\d",
    "\\w",
    "\\W",
    "\\s",
    "\\n",
    "\\b",
    "\\B",
    "^",
    "$",
    "A",
    "(?:ab|b)",
    "()",
    "\\.",
    "(?i:B)",
    "x",
    "\\x61"
  };
  private static final String[] TIMES = {"*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}"};
  private static final String LETTERS = "aabbABx_-. \n1";

  @Test
  void randomExpressionsAgreeWithJava() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String flags = random.nextInt(3) == 0 ? "(?i)" : random.nextInt(5) == 0 ? "(?s)" : "";
      boolean lines = random.nextInt(4) == 0;
      String expression = expression(random, 3);
      String ours = flags + (lines ? "(?m)" : "") + expression;
      // Java's '$' is also before a line break at the end, which ours is not.
      String theirs = lines ? expression : expression.replace("$", "\\z");
      Regex regex = Regex.search(ours);
      Pattern pattern = Pattern.compile(flags + (lines ? "(?m)" : "") + "(?d)" + theirs);
      for (int j = 0; j < 8; j++) {
        String value = value(random, lines);
        boolean expected = pattern.matcher(value).find();
        assertThat(regex.matches(value)).as("%s in %s", ours, value).isEqualTo(expected);
        if (regex.takesBytes()) {
          byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
          assertThat(regex.matches(bytes, 0, bytes.length)).isEqualTo(expected);
        }
      }
    }
  }

  private static String expression(Random random, int depth) {
    StringBuilder text = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      boolean group = depth > 0 && random.nextInt(4) == 0;
      String atom =
          group
              ? "(" + expression(random, depth - 1) + "|" + expression(random, depth - 1) + ")"
              : ATOMS[random.nextInt(ATOMS.length)];
      text.append(atom);
      boolean position = atom.equals("^") || atom.equals("$") || atom.equalsIgnoreCase("\\b");
      // Java does not try all ways through a group that is repeated and may be empty.
      boolean maybeEmpty = atom.matches("(?s).*[$^*?{b(].*") && atom.startsWith("(");
      if (!position && !maybeEmpty && random.nextInt(3) == 0) {
        text.append(TIMES[random.nextInt(TIMES.length)]);
      }
    }
    return text.toString();
  }

  /** Java does not take the end of a value for the start of a line, other engines do. */
  private static String value(Random random, boolean lines) {
    StringBuilder value = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    while (lines && value.length() > 0 && value.charAt(value.length() - 1) == '\n') {
      value.setLength(value.length() - 1);
    }
    return lines && value.length() == 0 ? "a" : value.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a(?=b)~Look-ahead is not supported",
        "a(?!b)~Look-ahead is not supported",
        "(?<=a)b~Look-behind is not supported",
        "(?<!a)b~Look-behind is not supported",
        "(?>a)~An atomic group is not supported",
        "(?<n>a)~A named group is not supported",
        "(?P<n>a)~A named group is not supported",
        "(a)(?(1)b)~A conditional group is not supported",
        "(?R)~Recursion is not supported",
        "(?#x)~A comment is not supported",
        "a(?i)b~A flag that is not at the start is not supported",
        "(?x)a~This kind of group is not supported",
        "(*FAIL)~Verbs such as (*FAIL) are not supported",
        "(a)\\1~A back-reference is not supported",
        "\\k<n>~A back-reference is not supported",
        "a*+~Possessive repetition is not supported",
        "a**~There is nothing to repeat",
        "*a~There is nothing to repeat",
        "^*~A position cannot be repeated",
        "\\p{L}~A Unicode property is not supported",
        "\\Qa\\E~The escape \\Q is not supported",
        "\\G~The escape \\G is not supported",
        "\\Z~The escape \\Z is not supported",
        "[[:alpha:]]~A class such as [:alpha:] is not supported",
        "[a&&b]~Engines read && in brackets differently",
        "[b-a]~The range ends before it starts",
        "[a-\\d]~A range ends with a character",
        "[\\b]~The escape \\b is not supported in brackets",
        "[a~The bracket is not closed",
        "(a~The group is not closed",
        "a)~Unmatched )",
        "a{3,2}~The repetition ends before it starts",
        "a{,2}~Write {0,2}: not all engines know {,2}",
        "a{100000000}~The number is too large",
        "\\xg~The number of a character is expected",
        "a\\~The expression ends with a backslash",
        "(((a{90}){90}){90})~The expression is too large"
      })
  void otherConstructsAreRefusedByName(String expression, String message) {
    assertThatThrownBy(() -> Regex.search(expression))
        .isInstanceOf(RegexSyntaxException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a{x}~a{x}~true",
        "a{~xa{~true",
        "[]a]~]~true",
        "[^]a]~]~false",
        "(?i)é~É~true",
        "(?i)[é-ë]~Ê~true",
        "(?i)[^a]~A~false",
        ".~\uD83D\uDE00~true",
        "^.$~\uD83D\uDE00~true",
        "\\x{1F600}~\uD83D\uDE00~true",
        "\\u0041~A~true",
        "\\Aab\\z~ab~true",
        "\\Aab\\z~abc~false",
        "''~x~true"
      })
  void cornersAreSettled(String expression, String value, boolean expected) {
    assertThat(Regex.search(expression).matches(value)).isEqualTo(expected);
  }

  @Test
  void hostileExpressionsTakeLinearTime() {
    String value = "a".repeat(100_000);
    assertThat(Regex.search("(a+)+b").matches(value)).isFalse();
    assertThat(Regex.search("(a|a)*b$").matches(value)).isFalse();
    assertThat(Regex.search("a.{150}b").matches(value)).isFalse();
    assertThat(Regex.search("\\b(\\w+\\s?)*\\b-$").matches(value)).isFalse();
  }

  /**
   * Expressions of the length that a rule file may have; matching that is not linear in it would
   * never end.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "{", "a{1", "[:", "a|", "(?:a)", "a?", "[ab]", "\\d", "\\b", "(\\b|a)"})
  void longExpressionsAreRefusedInLinearTime(String part) {
    String expression = part.repeat(2_000_000 / part.length());
    for (String text : List.of(expression, expression + "}", "[" + expression)) {
      assertThatThrownBy(() -> Regex.search(text)).isInstanceOf(RegexSyntaxException.class);
      assertThatThrownBy(() -> Regex.of(text)).isInstanceOf(RegexSyntaxException.class);
    }
  }
}
