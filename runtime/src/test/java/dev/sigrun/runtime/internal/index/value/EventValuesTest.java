package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventValuesTest {
  private static final byte[][] CONSTANTS = {
    FoldedText.fold("cmd.exe"), FoldedText.fold("É"), FoldedText.fold("a \\ b \" c")
  };
  private static final byte[][][] SPELLINGS = {
    {FoldedText.encode("Cmd.exe")}, {}, {FoldedText.encode("a \\ b \" c")}
  };

  private static final ValueTable TABLE = new ValueTable(CONSTANTS, SPELLINGS);

  @Test
  void valuesAreFoldedAndDecodedAsStringsAre() {
    long seed = 5;
    Random random = new Random(seed);
    Scan scan = new Scan();
    for (int i = 0; i < 20_000; i++) {
      List<String> texts = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        texts.add(text(random));
      }
      EventValues values = scan.of(texts);
      int value = values.first(0);
      for (String text : texts) {
        int start = values.foldedStart(value);
        byte[] folded = Arrays.copyOfRange(values.folded(), start, values.foldedEnd(value));
        assertThat(folded).as("seed %s: %s", seed, text).isEqualTo(FoldedText.fold(text));
        assertThat(values.hash(value)).isEqualTo(ValueTable.hash(folded));
        assertThat(values.folded()[start - 1]).isEqualTo(FoldedText.START);
        assertThat(values.folded()[values.foldedEnd(value)]).isEqualTo(FoldedText.END);
        values.makeExact(value);
        assertThat(Arrays.copyOfRange(values.exactBytes(), values.exactStart(), values.exactEnd()))
            .as("seed %s: %s", seed, text)
            .isEqualTo(FoldedText.encode(text));
        value = values.next(0, value);
      }
      assertThat(value).isNegative();
    }
  }

  @Test
  void spellingsThatRulesAskForAreClassesOfTheirOwn() {
    Scan scan = new Scan();
    assertThat(scan.classOf("CMD.EXE")).isEqualTo(1);
    assertThat(scan.classOf("Cmd.exe")).isEqualTo(2);
    assertThat(scan.classOf("é")).isEqualTo(3);
    assertThat(scan.classOf("A \\ B \" C")).isEqualTo(4);
    assertThat(scan.classOf("a \\ b \" c")).isEqualTo(5);
    assertThat(scan.classOf("cmd.exe ")).isEqualTo(ValueTable.UNKNOWN);
    assertThat(scan.classOf("")).isEqualTo(ValueTable.UNKNOWN);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int special = random.nextInt(3) * 4;
    for (int i = random.nextInt(40); i > 0; i--) {
      int luck = random.nextInt(20);
      if (luck < special) {
        String specials = "\\\"\n/éÉſK\u0130ẞ\u2C6F\u0250";
        text.append(luck == 0 ? "😀" : specials.substring(luck, luck + 1));
      } else if (luck > 16) {
        text.append('\\');
      } else {
        text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /** Scans one field again and again. */
  private static final class Scan {
    private final KeyTrie keys;
    private final ScannedEvent event;
    private final EventValues values;

    Scan() {
      KeyTrie.Builder builder = KeyTrie.builder();
      int path = builder.path("k");
      keys = builder.build();
      event = new ScannedEvent(keys);
      IndexField field = new IndexField(List.of("k"), false, 1, TABLE, new double[] {1, 1, 1});
      values = new EventValues(event, new IndexField[] {field}, new int[][] {{path}});
    }

    EventValues of(List<String> texts) {
      byte[] bytes = JsonValues.write(Map.of("k", texts)).getBytes(StandardCharsets.UTF_8);
      assertThat(new EventScanner(keys).scan(bytes, 0, bytes.length, event)).isTrue();
      values.begin();
      return values;
    }

    int classOf(String text) {
      EventValues found = of(List.of(text));
      return found.valueClass(0, found.first(0));
    }
  }
}
