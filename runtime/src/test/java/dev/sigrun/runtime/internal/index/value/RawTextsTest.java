package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.pattern.CaseFolding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are looked for in the JSON of an event. */
class RawTextsTest {
  private static final RawTexts TEXTS =
      new RawTexts(List.of("kerberos::", "some text", "quick", "sixty-".substring(0, 5)), null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 'Kerberos::Golden'}",
        "{'a': {'b': ['x', 'this is SOME TEXT here']}}",
        "{'a': 'QUICK'}",
        "{'quick': 1}",
        "{'a': '\\\\quick'}",
        "{'a': 'sixty'}",
        "{'a': '\\u0071uick'}",
        "{'a': 'quic\u212a'}",
        "{'a': '\u017fome text'}",
        "{'a': 'qu\u0131ck'}",
        "{'a': 'qu\u0130ck'}"
      })
  void areFoundOrMayBeHidden(String json) {
    assertThat(mayHold(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'a': 'kerberos: :'}",
        "{'a': 'sometext quic k'}",
        "{'a': 'C:\\\\users\\\\quit'}",
        "{'a': 'Windows\u00ae \u2013 \u00e9'}"
      })
  void areNotFound(String json) {
    assertThat(mayHold(json)).isFalse();
  }

  @Test
  void onlyFourLettersBeyondAsciiAreEqualToLettersOfIt() {
    Set<Integer> variants =
        IntStream.rangeClosed(0x80, 0xFFFF)
            .filter(c -> CaseFolding.fold((char) c) < 0x80)
            .boxed()
            .collect(Collectors.toSet());
    assertThat(variants).containsExactlyInAnyOrder(0x130, 0x131, 0x17F, 0x212A);
  }

  @Test
  void textsThatJsonMayShowInAnotherWayAreRefused() {
    for (String text :
        List.of("abcd", "abc/def", "abc\\def", "Abcdef", "1.5e10", "-12345", "abcd\u00e9")) {
      assertThat(RawTexts.isFindable(text)).as(text).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> new RawTexts(List.of(text), null));
    }
  }

  /**
   * Every value that contains a text, in any case, is found: its JSON contains the text, or may
   * hide it.
   */
  @Test
  void everyValueThatHoldsATextIsFound() {
    Random random = new Random(3);
    List<String> pieces =
        List.of(
            "abc", "bcde", "ABCDE", "xyzzy", "a", "\\", "\"", "\u212a", "\u017f", "\u0131", "kis",
            "\u00e9", "/");
    List<String> texts = List.of("abcde", "xyzzyabc", "kiska");
    RawTexts raw = new RawTexts(texts, null);
    int held = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int j = random.nextInt(6); j >= 0; j--) {
        value.append(pieces.get(random.nextInt(pieces.size())));
      }
      String json = JsonValues.write(Map.of("f".repeat(1 + random.nextInt(9)), value.toString()));
      String folded = CaseFolding.fold(value.toString());
      if (texts.stream().anyMatch(folded::contains)) {
        held++;
        assertThat(mayHold(raw, json)).as(json).isTrue();
      }
    }
    assertThat(held).isGreaterThan(500);
  }

  private static boolean mayHold(String json) {
    return mayHold(TEXTS, json.replace('\'', '"'));
  }

  /** As the values of an event answer, of which the scan knows whether there are escapes. */
  private static boolean mayHold(RawTexts texts, String json) {
    byte[] bytes = ("  " + json + "quick").getBytes(StandardCharsets.UTF_8);
    int end = bytes.length - "quick".length();
    KeyTrie keys = KeyTrie.builder().build();
    ScannedEvent event = new ScannedEvent(keys);
    assertThat(new EventScanner(keys).scan(bytes, 2, end - 2, event)).isTrue();
    EventValues values = new EventValues(event, new IndexField[0], new int[0][]);
    values.begin();
    return values.mayHold(texts);
  }
}
