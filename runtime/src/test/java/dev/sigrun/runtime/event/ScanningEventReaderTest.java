package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The scanner answers as Jackson does, whatever it is given. */
class ScanningEventReaderTest {
  /** Bytes, as Latin-1, that mean much or nothing. */
  private static final String CHANGES = "{}[]\",:\\ \n0-tn\u0000a\u00e9";

  /** Two readers of the same fields. */
  private static final class Pair {
    private final Fields fields = new Fields();
    private ScanningEventReader scanning;
    private JacksonEventReader general;

    void freeze() {
      scanning = ScanningEventReader.of(fields, () -> 7L);
      general = new JacksonEventReader(ReadPlan.of(fields), Now.of(() -> 7L));
    }

    /** Fields of all kinds; patterns make all events go to the general reader, so by choice. */
    static Pair of(boolean nested, String... patterns) {
      Pair pair = new Pair();
      EventReaderPropertyTest.addScalarFields(pair.fields);
      for (String pattern : patterns) {
        pair.fields.keywordPattern(pattern, List.of("a.b"));
      }
      if (nested) {
        EventReaderPropertyTest.addScalarFields(pair.fields.nested("c.a").fields());
      }
      pair.freeze();
      return pair;
    }

    /** The result of reading, or the reason why it is refused. */
    private String answer(EventReader reader, byte[] bytes, int offset, int length) {
      try {
        return EventReaderPropertyTest.describe(
            fields.inSlotOrder(), reader.read(bytes, offset, length));
      } catch (EventFormatException e) {
        return "refused: " + e.getMessage();
      }
    }

    void compare(byte[] bytes, int offset, int length, String description) {
      String expected = answer(general, bytes, offset, length);
      String actual;
      try {
        actual = answer(scanning, bytes, offset, length);
      } catch (RuntimeException | Error e) {
        fail(description + new String(bytes, offset, length, UTF_8), e);
        return;
      }
      if (!actual.equals(expected)) {
        assertThat(actual)
            .as("%s: %s", description, new String(bytes, offset, length, UTF_8))
            .isEqualTo(expected);
      }
    }
  }

  /** Exactly as many values as may be, and one more, in all shapes that cost little text. */
  @Test
  void eventsOfTooManyValuesAreRefused() throws EventFormatException {
    Pair pair = Pair.of(true);
    int rest = EventReader.MAX_VALUES - 2;
    for (String element : List.of("1", "null", "\"\"", "{}", "[ ]", "\"a,\\\"[\"")) {
      for (String separator : List.of(",", " ,\n ")) {
        String fits =
            "{\"a\":[" + String.join(separator, Collections.nCopies(rest, element)) + "]}";
        byte[] most = fits.getBytes(UTF_8);
        byte[] tooMany = fits.replaceFirst("\\[", "[0,").getBytes(UTF_8);
        assertThat(pair.scanning.read(most)).isNotNull();
        assertThat(pair.general.read(most)).isNotNull();
        for (EventReader reader : List.of(pair.scanning, pair.general)) {
          assertThat(pair.answer(reader, tooMany, 0, tooMany.length))
              .isEqualTo("refused: The event has more than 200000 values.");
        }
      }
    }
    String pairs = "{\"a\":[" + String.join(",", Collections.nCopies(rest / 2, "[1]")) + "]}";
    assertThat(pair.scanning.read(pairs.getBytes(UTF_8))).isNotNull();
    byte[] onePairMore = pairs.replaceFirst("\\[", "[{\"b\":2},").getBytes(UTF_8);
    pair.compare(onePairMore, 0, onePairMore.length, "a pair more: ");
    assertThat(pair.answer(pair.scanning, onePairMore, 0, onePairMore.length))
        .startsWith("refused: The event has more");
    Map<String, ?> tree = Map.of("a", Collections.nCopies(EventReader.MAX_VALUES, 1));
    assertThatThrownBy(() -> pair.general.read(tree)).hasMessageContaining("more than 200000");
  }

  private static void compareOnRandomEvents(long from, long to) {
    List<Pair> pairs =
        List.of(
            Pair.of(false), Pair.of(true), Pair.of(true, "b.c.*", "x.y*"), Pair.of(false, "*b*"));
    for (long seed = from; seed < to; seed++) {
      Random random = new Random(seed);
      byte[] event = RandomJson.next(random);
      int offset = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
      byte[] bytes = "]} \"\"]]{[,\\\"1\n2\n3".repeat(3).getBytes(UTF_8);
      bytes = Arrays.copyOf(bytes, offset + event.length + random.nextInt(20));
      System.arraycopy(event, 0, bytes, offset, event.length);
      // Mostly the reader that is all scanner.
      Pair pair = pairs.get(Math.max(0, random.nextInt(7) - 3));
      pair.compare(bytes, offset, event.length, "seed " + seed);
    }
  }

  @Test
  void saysWhereBytesAreMalformedFromTheStartOfTheEvent() {
    Pair pair = Pair.of(false);
    byte[] bytes = "xxxx{\"a\":?}".getBytes(UTF_8);
    assertThat(pair.answer(pair.scanning, bytes, 4, bytes.length - 4)).contains("at byte 5");
  }

  @Test
  void answersAsTheGeneralReaderOnRandomBytes() {
    compareOnRandomEvents(0, 40_000);
  }

  @Test
  void answersAsTheGeneralReaderOnMillionsOfRandomBytes() {
    Assumptions.assumeTrue(Boolean.getBoolean("sigrun.long"), "only in the long profile");
    compareOnRandomEvents(40_000, 1_540_000);
  }

  /** Asks for an event twice, because the remembered bytes must not affect its variants. */
  private static void compareOnVariants(long from, long to) {
    for (long seed = from; seed < to; seed++) {
      Random random = new Random(seed);
      byte[] event = RandomJson.next(random);
      if (event.length > 500) {
        continue;
      }
      Pair pair = Pair.of(random.nextInt(4) == 0);
      byte[] bytes = Arrays.copyOf(event, event.length + random.nextInt(50));
      pair.compare(bytes, 0, event.length, "seed " + seed);
      pair.compare(event, 0, event.length, "again, seed " + seed);
      for (int i = 0; i < event.length; i++) {
        pair.compare(bytes, 0, i, "start, seed " + seed);
        byte[] changed = bytes.clone();
        changed[i] = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
        pair.compare(changed, 0, event.length, "change " + i + ", seed " + seed);
      }
      pair.compare(bytes, 0, event.length, "at last, seed " + seed);
    }
  }

  @Test
  void answersAsTheGeneralReaderOnVariantsOfEventsBefore() {
    compareOnVariants(0, 100);
  }

  @Test
  void answersAsTheGeneralReaderOnVariantsOfManyEventsBefore() {
    Assumptions.assumeTrue(Boolean.getBoolean("sigrun.long"), "only in the long profile");
    compareOnVariants(100, Boolean.getBoolean("sigrun.soak") ? 20_000 : 4_000);
  }

  /** Every path of every sample event is asked for, as every kind of field. */
  @Test
  void answersAsTheGeneralReaderOnSampleEvents() throws IOException, EventFormatException {
    Path events = SharedFiles.path("conformance/events");
    List<byte[]> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        samples.add(Files.readAllBytes(file));
      }
    }
    Pair pair = new Pair();
    for (String name : namesIn(samples)) {
      pair.fields.keyword(name);
      pair.fields.lowercase(name + ".caseless");
      pair.fields.number(name, NumberType.LONG);
      pair.fields.date(name);
      pair.fields.ip(name);
      pair.fields.bool(name);
      pair.fields.text(name + ".text", TextAnalyzer.STANDARD);
      pair.fields.presence(name);
    }
    pair.freeze();
    for (byte[] sample : samples) {
      pair.compare(sample, 0, sample.length, "sample");
      Random random = new Random(sample.length);
      for (int i = 0; i < 200; i++) {
        byte[] damaged = sample.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        pair.compare(damaged, 0, damaged.length, "damage " + i + " of a sample");
      }
    }
  }

  /** All words before a colon, and some of them joined. */
  private static List<String> namesIn(List<byte[]> samples) {
    List<String> names = new ArrayList<>();
    for (byte[] sample : samples) {
      java.util.regex.Matcher matcher =
          java.util.regex.Pattern.compile("\"([^\"]+)\"\\s*:").matcher(new String(sample, UTF_8));
      String previous = "";
      while (matcher.find()) {
        String name = matcher.group(1);
        names.add(name);
        names.add(previous + "." + name);
        previous = name;
      }
    }
    return names.stream().distinct().filter(name -> !name.startsWith(".")).toList();
  }

  @Test
  void answersAsTheGeneralReaderOnHugeStrings() {
    Pair pair = Pair.of(false);
    for (int more : new int[] {-100, -8, 0, 1}) {
      for (String key : List.of("a", "unknown")) {
        String value = "v".repeat(EventReader.MAX_STRING_LENGTH + more);
        byte[] bytes = ("{\"" + key + "\":\"" + value + "\"}").getBytes(UTF_8);
        pair.compare(bytes, 0, bytes.length, key + more);
      }
    }
  }
}
