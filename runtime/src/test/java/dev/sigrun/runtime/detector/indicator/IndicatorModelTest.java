package dev.sigrun.runtime.detector.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the indexes of indicators against a model that compares everything with everything. */
class IndicatorModelTest {
  private static final int EVENTS = 100;
  private static final List<String> FIELDS = List.of("name", "ip", "port");

  private static final Map<String, List<Object>> EVENT_VALUES =
      Map.of(
          "name", List.of("evil", "Evil", "good", "10.0.0.1"),
          "ip", List.of("10.0.0.1", "10.0.1.1", "192.168.0.1", "2001:db8::1", "2001:DB8:0::2"),
          "port", List.of(80, 443, "443", 8080));

  private static final Map<String, List<Object>> INDICATOR_VALUES =
      Map.of(
          "name", List.of("evil", "EVIL", "10.0.0.1", 7),
          "ip",
              List.of(
                  "10.0.0.1",
                  "10.0.0.0/16",
                  "10.0.0.0/8",
                  "0.0.0.0/0",
                  "::/0",
                  "::/80",
                  "::/81",
                  "2001:db8::/32",
                  "2001:db8:0:0::1",
                  "::ffff:10.0.0.1",
                  "::ffff:10.0.0.0/104",
                  "nonsense"),
          "port", List.of(443, 443.0, "443", "0443", 80, "many"));

  /** One comparison of a random plan. */
  private record Entry(String field, String indicatorField, boolean negate) {}

  @Test
  void enrichmentsAgreeWithModel() throws IOException {
    for (int seed = 0; seed < RandomStream.EVENTS / EVENTS; seed++) {
      Random random = new Random(seed);
      List<List<Entry>> groups = randomGroups(random);
      List<Map<String, Object>> documents = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        documents.add(randomObject(INDICATOR_VALUES, "i.", random));
      }

      Fields fields = new Fields();
      Fields indicatorFields = new Fields();
      IndicatorPlan plan = plan(groups, fields, indicatorFields);
      Indicators indicators =
          Indicators.of(plan, read(documents, EventReader.of(indicatorFields)).documents());
      EventReader reader = EventReader.of(fields);
      for (int i = 0; i < EVENTS; i++) {
        Map<String, Object> event = randomObject(EVENT_VALUES, "", random);
        assertThat(indicators.enrichments(KeyedStream.read(reader, event)))
            .as("seed %s, groups %s, event %s, indicators %s", seed, groups, event, documents)
            .extracting(IndicatorModelTest::describe)
            .isEqualTo(model(groups, event, documents));
      }
    }
  }

  private static List<List<Entry>> randomGroups(Random random) {
    List<List<Entry>> groups = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<Entry> group = new ArrayList<>();
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        String field = FIELDS.get(random.nextInt(3));
        String other = FIELDS.get(random.nextInt(3));
        group.add(new Entry(field, "i." + other, !group.isEmpty() && random.nextInt(3) == 0));
      }
      groups.add(group);
    }
    return groups;
  }

  private static IndicatorPlan plan(
      List<List<Entry>> groups, Fields fields, Fields indicatorFields) {
    IndicatorPlan plan = IndicatorPlan.where(RandomStream.all());
    for (List<Entry> group : groups) {
      plan =
          plan.group(
              group.stream()
                  .map(
                      entry -> {
                        IndicatorEntry matches =
                            IndicatorEntry.matches(
                                switch (entry.field()) {
                                  case "ip" -> fields.ip("ip");
                                  case "port" -> fields.number("port", NumberType.LONG);
                                  default -> fields.keyword("name");
                                },
                                indicatorFields.keyword(entry.indicatorField()));
                        return entry.negate() ? matches.negated() : matches;
                      })
                  .toArray(IndicatorEntry[]::new));
    }
    return plan;
  }

  private static IndicatorFile read(List<Map<String, Object>> documents, EventReader reader)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < documents.size(); i++) {
      lines
          .append(JsonValues.write(Map.of("_id", "id" + i, "_source", documents.get(i))))
          .append('\n');
    }
    return IndicatorFile.read(
        new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
        "feed",
        reader);
  }

  private static Map<String, Object> randomObject(
      Map<String, List<Object>> values, String prefix, Random random) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String field : FIELDS) {
      List<Object> choices = values.get(field);
      List<Object> some = new ArrayList<>();
      for (int i = random.nextInt(5) == 0 ? 2 : random.nextInt(5) == 0 ? 0 : 1; i > 0; i--) {
        some.add(choices.get(random.nextInt(choices.size())));
      }
      if (!some.isEmpty()) {
        object.put(prefix + field, some.size() == 1 ? some.get(0) : some);
      }
    }
    return object;
  }

  private static String describe(Map<String, Object> enrichment) {
    Map<?, ?> matched = (Map<?, ?>) enrichment.get("matched");
    return matched.get("id") + " " + matched.get("field");
  }

  private static List<String> model(
      List<List<Entry>> groups, Map<String, Object> event, List<Map<String, Object>> documents) {
    List<String> enrichments = new ArrayList<>();
    List<List<Object>> pairs = new ArrayList<>();
    for (List<Entry> group : groups) {
      for (int i = 0; i < documents.size(); i++) {
        Map<String, Object> document = documents.get(i);
        if (group.stream().allMatch(entry -> equal(entry, event, document) != entry.negate())) {
          for (Entry entry : group) {
            List<Object> pair = List.of(i, entry.field(), entry.indicatorField());
            if (!entry.negate() && !pairs.contains(pair)) {
              pairs.add(pair);
              enrichments.add("id" + i + " " + entry.field());
            }
          }
        }
      }
    }
    return enrichments.stream().limit(Indicators.MAX_ENRICHMENTS).collect(Collectors.toList());
  }

  private static boolean equal(
      Entry entry, Map<String, Object> event, Map<String, Object> document) {
    for (Object left : RandomStream.values(event, entry.field())) {
      for (Object right : RandomStream.values(document, entry.indicatorField())) {
        if (equal(entry.field(), left.toString(), right.toString())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean equal(String type, String left, String right) {
    return switch (type) {
      case "ip" -> IpBlocks.isValid(right) && IpBlocks.of(right).contains(left);
      case "port" ->
          right.matches("[0-9.]+")
              && right.chars().filter(c -> c == '.').count() < 2
              && new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
      default -> left.equals(right);
    };
  }
}
