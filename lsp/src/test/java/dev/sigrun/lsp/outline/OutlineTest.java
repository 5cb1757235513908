package dev.sigrun.lsp.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a place is, marked by {@code ^}, in files that are being written. */
class OutlineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^                                        | key []",
        "[ru^le]                                  | elsewhere [rule]",
        "[rule]\\n^                               | key [rule]",
        "[rule]\\nsev^                            | key [rule] sev",
        "[rule]\\nse^v = \"low\"                  | key [rule] sev",
        "[rule]\\nsev = ^                         | value [rule] sev ''",
        "[rule]\\nsev = \"lo^w\"                  | value [rule] sev 'low' quoted",
        "[rule]\\nsev = \"lo^                     | value [rule] sev 'lo' quoted",
        "[rule]\\nn = 1^2                         | value [rule] n '12'",
        "[rule]\\ntags = [\"a\", \"b^\"]          | value [rule] tags 'b' quoted",
        "[rule]\\ntags = [\"a\", ^]               | value [rule] tags ''",
        "[rule]\\ntags = [\"a\", \\nname = \"x^\" | value [rule] name 'x' quoted",
        "[rule]\\nquery = '''\\n[a]\\nb = ^\\n''' | value [rule] query '\\n[a]\\nb = \\n' quoted",
        "[rule]\\nquery = '''\\na^                | value [rule] query '\\na' quoted",
        "[rule]\\nq = 'a'\\n[[rule.threat]]\\n^   | key [rule, threat]",
        "[rule]\\nthreat.tactic.id = \"T^\"       | value [rule, threat, tactic] id 'T' quoted",
        "[rule]\\n# com^ment                      | elsewhere [rule]",
        "[rule]\\r\\nsev = \"^low\"\\r\\n         | value [rule] sev 'low' quoted",
        "[rule]\\nq = \"😀\"\\nse^                | key [rule] se",
      })
  void ofToml(String marked, String expected) {
    assertThat(toml(unescape(marked))).isEqualTo(unescape(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "^|key []",
        "lev^|key [] lev",
        "lev^el: low|key [] level",
        "level: lo^w|value [] level 'low'",
        "level: ^|value [] level ''",
        "level: 'lo^w'|value [] level 'low' quoted",
        "detection:\\n  ^|key [detection]",
        "detection:\\n^|key []",
        "detection:\\n  sel:\\n    Ima^|key [detection, sel] Ima",
        "detection:\\n  sel:\\n    Image@ends^with: a|key [detection, sel] Image@endswith",
        "detection:\\n  sel:\\n    ^\\n  condition: sel|key [detection, sel]",
        "detection:\\n  sel:\\n    a: b\\n  ^\\n  condition: sel|key [detection]",
        "tags:\\n  - attack.t1^|value [] tags 'attack.t1'",
        "tags:\\n- attack.t1^|value [] tags 'attack.t1'",
        "detection:\\n  sel:\\n    - Image: a^|value [detection, sel] Image 'a'",
        "detection:\\n  sel:\\n    - Image: a\\n      User: b^|value [detection, sel] User 'b'",
        "a:\\n  b: c\\n---\\nd^: e|key [] d",
        "correlation:\\r\\n  rules:\\r\\n    - na^me|value [correlation] rules 'name'",
        "a: b\\n# com^ment|elsewhere []",
      })
  void ofYaml(String marked, String expected) {
    assertThat(yaml(unescape(marked))).isEqualTo(unescape(expected));
  }

  /** Every place of any text is somewhere, and what it names is in the text. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isNeverLost(long seed) {
    Random random = new Random(seed);
    String[] parts = {
      "[",
      "]",
      "[[rule]]",
      "a",
      "=",
      " ",
      "\n",
      "\r\n",
      "\"",
      "'",
      "\"\"\"",
      "'''",
      ".",
      "#",
      "\\",
      ":",
      "- ",
      "  ",
      "-",
      "---",
      "|",
      "😀",
      ",",
      "\t",
      "{",
      "}"
    };
    for (int i = 0; i < 3_000; i++) {
      StringBuilder made = new StringBuilder();
      int length = random.nextInt(25);
      for (int j = 0; j < length; j++) {
        made.append(parts[random.nextInt(parts.length)]);
      }
      String text = made.toString();
      for (Outline outline : new Outline[] {TomlOutline.of(text), YamlOutline.of(text)}) {
        for (int offset = 0; offset <= text.length(); offset++) {
          assertThat(describe(outline.at(offset), text)).isNotEmpty();
        }
        outline
            .blocks()
            .forEach(block -> assertThat(block.end()).isLessThanOrEqualTo(text.length()));
        outline
            .entries()
            .forEach(entry -> assertThat(entry.value().end()).isLessThanOrEqualTo(text.length()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "a = [",
        "\"",
        "'''",
        "- ",
        "a:",
        " ",
        "a.",
        "a = \"\"\"",
        "[[a]]\n",
        "a: b\n"
      })
  void takesLongTexts(String part) {
    String text = part.repeat(200_000 / part.length());
    assertThat(TomlOutline.of(text).at(text.length())).isNotNull();
    assertThat(YamlOutline.of(text).at(text.length())).isNotNull();
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r").replace('@', '|').stripTrailing();
  }

  private static String toml(String marked) {
    String text = marked.replace("^", "");
    return describe(TomlOutline.of(text).at(marked.indexOf('^')), text);
  }

  private static String yaml(String marked) {
    String text = marked.replace("^", "");
    return describe(YamlOutline.of(text).at(marked.indexOf('^')), text);
  }

  private static String describe(Place place, String text) {
    if (place instanceof Place.Key key) {
      String name = text.substring(key.name().start(), key.name().end());
      return ("key " + key.path() + " " + name).strip();
    }
    if (place instanceof Place.Value value) {
      return "value "
          + value.path()
          + " "
          + value.key()
          + " '"
          + text.substring(value.value().start(), value.value().end())
          + "'"
          + (value.quoted() ? " quoted" : "");
    }
    return "elsewhere " + place.path();
  }
}
