package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventReaderPropertyTest {
  private static final String[] NAMES = {
    "a", "b", "c", "text", "caseless", "", "a.b", "b.c.a", "x"
  };

  private final Fields fields = new Fields();
  private final List<Field> all = allKinds(fields, 2);
  private final EventReader reader = EventReader.of(fields, () -> 7L);

  /** A field of every kind for some paths, nested ones down to a depth. */
  private static List<Field> allKinds(Fields fields, int depth) {
    List<Field> all = addScalarFields(fields);
    all.add(fields.keywordPattern("*b*", List.of("a.b")));
    if (depth > 0) {
      for (String name : List.of("a", "b.c", "c.a")) {
        NestedField nested = fields.nested(name);
        allKinds(nested.fields(), depth - 1);
        all.add(nested);
      }
    }
    return all;
  }

  /** A field of every kind of scalar for some paths. */
  static List<Field> addScalarFields(Fields fields) {
    List<Field> all = new ArrayList<>();
    for (String name : List.of("a", "a.b", "b.c.a", "a.text", "b.caseless", "c", "a..b")) {
      all.add(fields.keyword(name));
      all.add(fields.lowercase(name));
      for (NumberType type : NumberType.values()) {
        all.add(fields.number(name, type));
      }
      all.add(fields.bool(name));
      all.add(fields.date(name));
      all.add(fields.ip(name));
      all.add(fields.text(name, TextAnalyzer.STANDARD));
      all.add(fields.presence(name));
    }
    return all;
  }

  /** Everything that can be asked of an event, as text. */
  static String describe(Iterable<Field> fields, Event event) {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      text.append(field.exists(event) ? "1" : "0");
      if (!(field instanceof NestedField nested)) {
        text.append(field.values(event));
      } else {
        for (Event element : nested.elements(event)) {
          text.append('{').append(describe(nested.fields().inSlotOrder(), element)).append('}');
        }
      }
    }
    return text.append(event.ignoredValues()).toString();
  }

  private static Object randomValue(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 6 : 10);
    return switch (kind) {
      case 0 -> random.nextInt(3000) - 1000;
      case 1 -> random.nextInt(100) + 0.5;
      case 2 -> random.nextBoolean();
      case 3 ->
          List.of("x", "Two Words", "443", "10.0.0.1", "::1", "", "true", "2024-05-01", "é")
              .get(random.nextInt(9));
      case 4 -> random.nextLong();
      case 5 -> List.of();
      case 6, 7 -> {
        List<Object> array = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(random.nextInt(8) == 0 ? null : randomValue(random, depth - 1));
        }
        yield array;
      }
      default -> randomObject(random, depth - 1);
    };
  }

  private static Map<String, Object> randomObject(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.put(NAMES[random.nextInt(NAMES.length)], randomValue(random, Math.max(0, depth)));
    }
    return object;
  }

  @Test
  void bytesAndMapsGiveTheSameEvent() throws EventFormatException {
    for (long seed = 0; seed < 5_000; seed++) {
      Map<String, Object> event = randomObject(new Random(seed), 4);
      String json = JsonValues.write(event);
      assertThat(describe(all, reader.read(json.getBytes(UTF_8))))
          .as("seed %d: %s", seed, json)
          .isEqualTo(describe(all, reader.read(event)));
    }
  }

  /** The plain definition of a keyword field: gather the leaves, then compare their paths. */
  private static void gather(String path, Object value, Map<String, List<String>> leaves) {
    if (value instanceof Map<?, ?> object) {
      object.forEach((key, member) -> gather(path + "." + key, member, leaves));
    } else if (value instanceof List<?> array) {
      array.forEach(element -> gather(path, element, leaves));
    } else if (value != null) {
      leaves.computeIfAbsent(path.substring(1), p -> new ArrayList<>()).add(value.toString());
    }
  }

  @Test
  void keywordFieldsHoldTheLeavesOfTheirPath() throws EventFormatException {
    for (long seed = 0; seed < 5_000; seed++) {
      Map<String, Object> tree = randomObject(new Random(seed), 4);
      Map<String, List<String>> leaves = new LinkedHashMap<>();
      gather("", tree, leaves);
      Event event = reader.read(JsonValues.write(tree).getBytes(UTF_8));
      for (String name : List.of("a", "a.b", "b.c.a", "c", "a..b")) {
        assertThat(fields.keyword(name).values(event))
            .as("seed %d: %s of %s", seed, name, tree)
            .isEqualTo(leaves.getOrDefault(name, List.of()));
      }
      assertThat(fields.keyword("a.text").values(event))
          .as("seed %d: a.text of %s", seed, tree)
          .isEqualTo(leaves.getOrDefault("a.text", leaves.getOrDefault("a", List.of())));
      assertThat(fields.presence("a").exists(event))
          .as("seed %d: a.* of %s", seed, tree)
          .isEqualTo(leaves.keySet().stream().anyMatch(p -> p.equals("a") || p.startsWith("a.")));
      assertThat(fields.keywordPattern("*b*", List.of("a.b")).values(event))
          .as("seed %d: *b* of %s", seed, tree)
          .containsExactlyInAnyOrderElementsOf(
              leaves.entrySet().stream()
                  .filter(e -> e.getKey().contains("b") && !e.getKey().equals("a.b"))
                  .flatMap(e -> e.getValue().stream())
                  .toList());
    }
  }

  @Test
  void damagedBytesAreReadOrRefusedButNothingElse() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = JsonValues.write(randomObject(random, 3)).getBytes(UTF_8);
      for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[]\",:\\.0".charAt(random.nextInt(10));
      }
      int start = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : 0;
      int end =
          random.nextInt(8) == 0 ? start + random.nextInt(bytes.length - start) : bytes.length;
      try {
        reader.read(bytes, start, end - start);
      } catch (EventFormatException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + ": " + Arrays.toString(bytes), e);
      }
    }
  }

  @Test
  void mapsMayNotBeNestedWithoutEnd() {
    Map<String, Object> cyclic = new LinkedHashMap<>();
    cyclic.put("a", List.of(cyclic.getClass(), new Object[] {new int[] {1, 2}, cyclic}));
    try {
      reader.read(cyclic);
      fail("A cycle was read.");
    } catch (EventFormatException e) {
      assertThat(e).hasMessageContaining("nested deeper");
    }
  }

  @Test
  void everySampleEventGivesTheSameFromBytesAndFromItsTree()
      throws IOException, EventFormatException, JsonFormatException {
    Path events = SharedFiles.path("conformance/events");
    Fields wanted = new Fields();
    KeywordField everything = wanted.keywordPattern("*", List.of());
    DateField timestamp = wanted.date("@timestamp");
    EventReader sampleReader = EventReader.of(wanted);
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Event event = sampleReader.read(bytes);
        Map<String, ?> tree = JsonValues.asObject(JsonValues.read(bytes)).orElseThrow();
        assertThat(everything.values(event)).as("%s", file).hasSizeGreaterThan(30);
        assertThat(everything.values(sampleReader.read(tree)))
            .as("%s", file)
            .isEqualTo(everything.values(event));
        assertThat(timestamp.exists(event)).as("%s", file).isTrue();
        assertThat(event.ignoredValues()).as("%s", file).isZero();
      }
    }
  }
}
