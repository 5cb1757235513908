package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Complement;
import dev.sigrun.runtime.pattern.RegexNode.Intersection;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "a.c abc true",
        "a.c xabc false",
        "a.c abcx false",
        "a.c a😀c true",
        "a.c a\uD83Dc true",
        ".*[0-9]{2,3} x12 true",
        ".*[0-9]{2,3} x1 false",
        "a{2} aa true",
        "a{2} a false",
        "a{2,} aaaa true",
        "a{2,} a false",
        "a{0} `` true",
        "a{0,2} aaa false",
        "(ab|c)+ abcab true",
        "(ab|c)+ abca false",
        "^a a false",
        "^a ^a true",
        "a$ a false",
        "a$ a$ true",
        "net\\.exe net.exe true",
        "net\\.exe netxexe false",
        "\\w+\\.tmp ab_1.tmp true",
        "\\w+\\.tmp a-b.tmp false",
        "\\d\\D\\s\\S\\w\\W `1x x_-` true",
        "\\1\\_\\é `1_é` true",
        "[\\-\\]]+ -] true",
        "[Z-\\d] ] true",
        "\"\\b\" \\b true",
        "\\\\ \\ true",
        "a@ a true",
        "a@ abc true",
        "a@ b false",
        "@ `` true",
        "# `` false",
        "a# a false",
        "a|# a true",
        "#* `` false",
        "#+ `` false",
        "#? `` true",
        "#*? `` true",
        "#{0} `` true",
        "#*|a a true",
        "(#|a)* aa true",
        "(a&b)* `` false",
        "(~@)*c c false",
        "(#a)* a false",
        "\"a.\"c a.c true",
        "\"a.\"c abc false",
        "\"\" `` true",
        "\"*+\"* `*+*+` true",
        "() `` true",
        ".*?b aab true",
        ".*?b ac false",
        "a+?b b true",
        "a*** aaa true",
        "[abc]+ cab true",
        "[^a-z]+ AB1 true",
        "[^a-z]+ ABz false",
        "[-a] - true",
        "[+-]a] 0 true",
        "[+-]a] - true",
        "[+-]a] a true",
        "[+-]a] ] true",
        "[+-]a] b false",
        "[\\\\-a]+ a\\- true",
        "[\\\\-a] b false",
        "[\\[-a]+ [\\]^ true",
        "[a\\-z]+ -za true",
        "[a\\-z] b false",
        "[]a]+ ]a true",
        "[\\d_]+ 1_2 true",
        "[^\\d]+ ab true",
        "[^\\d]+ a1 false",
        "[.*+?(){}|\"]+ .*+?(){}|\" true",
        "<1-15> 7 true",
        "<1-15> 0015 true",
        "<1-15> 16 false",
        "<1-15> 0 false",
        "<15-1> 15 true",
        "<01-15> 7 false",
        "<01-15> 07 true",
        "<01-15> 007 false",
        "<0-255> 255 true",
        "<0-255> 256 false",
        "<0-255> 0 true",
        "<998-1002> 1000 true",
        "<998-1002> 1003 false",
        "~a a false",
        "~a `` true",
        "~a aa true",
        "~(a|b).* `` true",
        "~(.*x.*) abc true",
        "~(.*x.*) abxc false",
        "~a* aa true",
        ".*a.*&.*b.* cbca true",
        ".*a.*&.*b.* cbcc false",
        "a&b a false",
        "~~a a true",
        "[a-c]+&~(.*bb.*) abcab true",
        "[a-c]+&~(.*bb.*) abbc false",
        "*a *a true",
        "a||b |b true",
        "{ { true",
        "]} ]} true",
      })
  void matchesWholeValues(String regex, String value, boolean expected) {
    assertThat(Regex.of(regex).matches(value)).isEqualTo(expected);
  }

  @Test
  void pointTakesLineBreaks() {
    assertThat(Regex.of("a.b").matches("a\nb")).isTrue();
    assertThat(Regex.of("").matches("")).isTrue();
    assertThat(Regex.of("").matches("a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.c,ABC,true", "[^a]bc,Xbc,true", "[^a]bc,abc,false", "[^a]bc,Abc,false", "[a-z]+,AB,false",
    "straße,STRAßE,true", "k,\u212A,true", "ÉCOLE,école,true", "\"aB\"c,AbC,true", "ǅ,ǆ,true",
    "[ab]c,BC,true", "[a-cX]+,ax,true", "[a-cX]+,A,false", "[^a-cX]+,A,true", "[^a-cX]+,x,false",
    "[\\d_k]+,K7,true", "[]a]+,]A,true", "[é]+,É,true", "[-a],A,true"
  })
  void ignoresCaseExceptInRanges(String regex, String value, boolean expected) {
    assertThat(Regex.ignoringCase(regex).matches(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "(?:a) 0",
        "(?i)a 0",
        "a(?=b) 1",
        "(a 0",
        "a) 1",
        "[a 0",
        "[ 1",
        "a\\ 2",
        "a{ 2",
        "a{x} 2",
        "a{2 3",
        "a{3,2} 1",
        "a{99999999} 2",
        "\"a 0",
        "<1-2 0",
        "<a> 0",
        "<1-> 0",
        "a| 2",
        "~ 1",
        "[z-a] 1",
        "[a-] 1",
        "[a-z_-] 4",
        "[\\\\-\\n] 4",
        "(a|) 0",
        "((((a))) 0",
        "a& 2",
        ".*\\bfoo 2",
        "\\t 0",
        "a\\n 1",
        "\\x41 0",
        "(\\A) 1",
        "\\Qa 0",
        "~\\z 1",
        "[\\b] 1",
        "[^\\n] 2",
        "[a\\x41-\\x5a] 2",
        "[z-\\d] 1",
      })
  void refusesMalformedExpressions(String regex, int offset) {
    assertThatThrownBy(() -> Regex.of(regex))
        .isInstanceOfSatisfying(
            RegexSyntaxException.class, e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void hostileExpressionsAreRefusedOrRunQuickly() {
    String[] hostile = {
      "(a{1000}){1000}",
      "((((()){9999999}){9999999}){9999999}){9999999}",
      "(".repeat(100_000),
      "~".repeat(100_000) + "a",
      "a" + "*".repeat(100_000),
      "a" + "+?".repeat(100_000),
      "(.*a.{20}|.*b.{20})&~(.*c.{20})",
      "~(.*a.{40})",
      "(~(.*a.{10})){100}",
      "(x+x+)+y",
      "(.*a){500}",
      "([a-z]|[b-y]|[c-x]|.){3000}",
      ".*a.{100}",
    };
    String value = "xa".repeat(5_000);
    for (String regex : hostile) {
      assertTimeout(
          Duration.ofSeconds(10),
          () -> {
            try {
              boolean ignored = Regex.of(regex).matches(value);
              assertThat(ignored).isIn(true, false);
            } catch (RegexSyntaxException e) {
              assertThat(e).hasMessageNotContaining("null");
            }
          },
          regex);
    }
  }

  @Test
  void knowsLiteralsAndMatchAll() {
    assertThat(Regex.of("a\\.b\"c*\"").literal()).contains("a.bc*");
    assertThat(Regex.of("").literal()).contains("");
    assertThat(Regex.of("a.b").literal()).isEmpty();
    assertThat(Regex.of(".*").isMatchAll()).isTrue();
    assertThat(Regex.of("@").isMatchAll()).isTrue();
    assertThat(Regex.of("@.*?").isMatchAll()).isTrue();
    assertThat(Regex.of(".+").isMatchAll()).isFalse();
  }

  @Test
  void largeExpressionsRunWithoutDeterminizing() {
    Regex regex = Regex.of(".*a.{30}");
    assertThat(regex.matches("xxa" + "b".repeat(30))).isTrue();
    assertThat(regex.matches("xxa" + "b".repeat(29))).isFalse();
  }

  /** A direct definition: the positions that a node reaches from a position. */
  private static TreeSet<Integer> ends(
      RegexNode node, String value, int start, boolean ignoringCase) {
    TreeSet<Integer> ends = new TreeSet<>();
    if (node instanceof Chars chars) {
      if (start < value.length() && chars.chars().contains(value.codePointAt(start))) {
        ends.add(start + Character.charCount(value.codePointAt(start)));
      }
    } else if (node instanceof Text text) {
      int end = start + text.text().length();
      if (end <= value.length()) {
        String part = value.substring(start, end);
        boolean equal =
            ignoringCase ? part.equalsIgnoreCase(text.text()) : part.equals(text.text());
        if (equal) {
          ends.add(end);
        }
      }
    } else if (node instanceof Sequence sequence) {
      ends.add(start);
      for (RegexNode part : sequence.parts()) {
        TreeSet<Integer> next = new TreeSet<>();
        ends.forEach(end -> next.addAll(ends(part, value, end, ignoringCase)));
        ends = next;
      }
    } else if (node instanceof Choice choice) {
      for (RegexNode alternative : choice.alternatives()) {
        ends.addAll(ends(alternative, value, start, ignoringCase));
      }
    } else if (node instanceof Repeat repeat) {
      TreeSet<Integer> current = new TreeSet<>();
      current.add(start);
      int limit = repeat.max() == Repeat.UNLIMITED ? value.length() + repeat.min() : repeat.max();
      boolean endless =
          repeat.max() == Repeat.UNLIMITED && matchesNothing(repeat.part(), ignoringCase);
      for (int i = 0; i <= limit && !endless; i++) {
        if (i >= repeat.min()) {
          ends.addAll(current);
        }
        TreeSet<Integer> next = new TreeSet<>();
        current.forEach(end -> next.addAll(ends(repeat.part(), value, end, ignoringCase)));
        current = next;
      }
    } else if (node instanceof Complement complement) {
      for (int end = start; end <= value.length(); end++) {
        ends.add(end);
      }
      ends.removeAll(ends(complement.part(), value, start, ignoringCase));
    } else if (node instanceof Intersection intersection) {
      ends.addAll(ends(intersection.parts().get(0), value, start, ignoringCase));
      intersection.parts().forEach(p -> ends(p, value, start, ignoringCase));
      for (RegexNode part : intersection.parts()) {
        ends.retainAll(ends(part, value, start, ignoringCase));
      }
    }
    return ends;
  }

  private static boolean matchesNothing(RegexNode node, boolean ignoringCase) {
    return Dfa.of(Nfa.of(node, ignoringCase), 2_000).orElseThrow().complement().isUniversal();
  }

  @Test
  void agreesWithADirectDefinition() {
    for (long seed = 0; seed < 4_000; seed++) {
      Random random = new Random(seed);
      String text = randomRegex(random, 3);
      boolean ignoringCase = random.nextBoolean();
      RegexNode node = RegexParser.parse(text, ignoringCase);
      Regex regex = ignoringCase ? Regex.ignoringCase(text) : Regex.of(text);
      for (int i = 0; i < 12; i++) {
        String value = randomValue(random);
        assertThat(regex.matches(value))
            .as("seed %d: %s on \"%s\", ignoring case: %s", seed, text, value, ignoringCase)
            .isEqualTo(ends(node, value, 0, ignoringCase).contains(value.length()));
        assertThat(Nfa.of(node, ignoringCase).matches(value))
            .as("seed %d without determinizing: %s on \"%s\"", seed, text, value)
            .isEqualTo(regex.matches(value));
      }
    }
  }

  private static String randomRegex(Random random, int depth) {
    if (depth == 0) {
      String[] leaves = {"a", "b", "A", ".", "[ab]", "[^a]", "@", "#", "\"ab\"", "()", "\\w", "1"};
      return leaves[random.nextInt(leaves.length)];
    }
    String left = randomRegex(random, depth - 1);
    String right = randomRegex(random, depth - 1);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> left + right;
      case 3 -> "(" + left + "|" + right + ")";
      case 4 -> "(" + left + "&" + right + ")";
      case 5 -> "(" + left + ")*";
      case 6 -> "(" + left + "){1,2}";
      case 7 -> "(" + left + ")?" + right;
      case 8 -> "~(" + left + ")";
      default -> "(" + left + ")+" + right;
    };
  }

  private static String randomValue(Random random) {
    StringBuilder value = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      value.append("abAB1".charAt(random.nextInt(5)));
    }
    return value.toString();
  }
}
