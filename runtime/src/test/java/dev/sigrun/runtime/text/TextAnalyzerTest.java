package dev.sigrun.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnalyzerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "The quick Brown fox.=the quick brown fox",
        "example.com 10.0.0.1 cmd.exe=example.com 10.0.0.1 cmd.exe",
        "snake_case __init__ ___ x_=snake_case __init__ x_",
        "a-b/c\\d@e f,g;h=a b c d e f g h",
        "1,000;5 1.5 1:2=1,000;5 1.5 1 2",
        "a:b std::string=a:b std string",
        "don't 5'6 rock'n'roll' ’tis=don't 5'6 rock'n'roll tis",
        "a.1 1.a v1.2 a1.2b=a 1 1 a v1.2 a1.2b",
        "C:\\Windows\\system32=c windows system32",
        "Invoke-Expression=invoke expression",
        "日本語 ひら カタカナ 한국어=日 本 語 ひ ら カタカナ 한국어",
        "éa e\u0301b ÀÉ=éa e\u0301b àé",
        "--- * =``",
        "a..b .a. a.=a b a a",
        "ab日cd=ab 日 cd",
        "😀 a😀b=😀 a 😀 b",
        "hot 🔥 deal=hot 🔥 deal",
        "from 🇵🇱 now 🇵 🇵🇱🇩🇪=from 🇵🇱 now 🇵🇱 🇩🇪",
        "👩‍💻👩🏽 👩🏽‍💻=👩‍💻 👩🏽 👩🏽‍💻",
        "❤️ ❤ ☎︎x=❤️ ❤ ☎ x",
        "1️⃣ #️⃣*⃣ # *=1️⃣ #️⃣ *⃣",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿!=🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🏽 ©2024 a™ ℃→↔=🏽 © 2024 a ™ ↔",
        "Ⓜ ℹ️x=ⓜ ℹ️x",
        "א\"א א' א\" a\"b=א\"א א' א a b",
        "א'א a'b' א'b=א'א a'b א'b",
        "〇 ⺀ ﾞ ｱﾞ １，２=〇 ⺀ ｱﾞ １，２",
        "ก่อน ﾊﾟ=ก่อน ﾊﾟ",
        "a\u200db a\u00ADb=a\u200db a\u00ADb",
        "สวัสดี ok=สวัสดี ok",
      })
  void standardFindsWords(String text, String tokens) {
    List<String> expected = tokens.isEmpty() ? List.of() : List.of(tokens.split(" "));
    assertThat(TextAnalyzer.STANDARD.tokens(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "Invoke-Expression $x_1.Foo()=invoke-expression x_1 foo",
        "-a- --=-a- --",
        "é a=a",
        ". =``",
      })
  void scriptFindsRunsOfWordCharactersAndHyphens(String text, String tokens) {
    List<String> expected = tokens.isEmpty() ? List.of() : List.of(tokens.split(" "));
    assertThat(TextAnalyzer.SCRIPT.tokens(text)).isEqualTo(expected);
  }

  @Test
  void longWordsAreCut() {
    assertThat(TextAnalyzer.STANDARD.tokens("x".repeat(600)))
        .extracting(String::length)
        .containsExactly(255, 255, 90);
    // A character that joins two letters is not looked for beyond the maximum length of a token.
    assertThat(TextAnalyzer.STANDARD.tokens("x".repeat(254) + ".y"))
        .extracting(String::length)
        .containsExactly(254, 1);
    assertThat(TextAnalyzer.STANDARD.tokens("x".repeat(254) + "𝐀𝐁"))
        .extracting(String::length)
        .containsExactly(254, 4);
  }

  @Test
  void anyTextIsSplitInLinearTime() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append((char) random.nextInt(0x10000)).append("a_.'\u0301".charAt(random.nextInt(5)));
      }
      assertThat(TextAnalyzer.STANDARD.tokens(text.toString()))
          .as("seed %d", seed)
          .allSatisfy(token -> assertThat(token).isNotEmpty());
    }
    assertThat(TextAnalyzer.STANDARD.tokens("_".repeat(200_000))).isEmpty();
    assertThat(TextAnalyzer.STANDARD.tokens("a" + "\u0301".repeat(200_000) + ".")).hasSize(1);
    assertThat(TextAnalyzer.STANDARD.tokens("\u200d".repeat(200_000))).isEmpty();
    assertThat(TextAnalyzer.STANDARD.tokens("🔥\u200d".repeat(50_000))).hasSize(589);
  }
}
