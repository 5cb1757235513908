package dev.sigrun.runtime.detector.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.NoState;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.event.RangeField;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IndicatorMatchDetectorTest {
  private static final String VALUE = "threat.indicator.value";

  private final Fields fields = new Fields();
  private final Fields indicatorFields = new Fields();

  private IndicatorFile file(String... lines) throws IOException {
    return IndicatorFile.read(
        new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
        "feed.ndjson",
        EventReader.of(indicatorFields));
  }

  private KeyedStream<NoState> stream(IndicatorPlan plan, String... lines) throws IOException {
    IndicatorMatchDetector detector =
        new IndicatorMatchDetector(RandomStream.all(), plan, indicatorFields);
    IndicatorLists lists = new IndicatorLists();
    lists.replace(detector, file(lines).documents());
    return new KeyedStream<>(detector, EventReader.of(fields), lists);
  }

  private Field field(String type) {
    return switch (type) {
      case "ip" -> fields.ip("f");
      case "long" -> fields.number("f", NumberType.LONG);
      case "boolean" -> fields.bool("f");
      case "date" -> fields.date("f");
      case "text" -> fields.text("f", TextAnalyzer.STANDARD);
      default -> fields.keyword("f");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keyword | Evil.com         | Evil.com              | true
          keyword | evil.com         | Evil.com              | false
          keyword | 10.0.0.1         | 10.0.0.0/8            | false
          ip      | 10.0.0.1         | 10.0.0.0/8            | true
          ip      | 11.0.0.1         | 10.0.0.0/8            | false
          ip      | 0:0::1           | ::1                   | true
          ip      | ::ffff:1.2.3.4   | 1.2.3.4               | true
          ip      | 1.2.3.4          | ::/0                  | true
          ip      | 1.2.3.4          | ::/80                 | true
          ip      | 1.2.3.4          | ::/81                 | false
          ip      | ::1              | 0.0.0.0/0             | false
          ip      | 1.2.3.4          | ::ffff:1.2.0.0/112    | false
          ip      | 1.2.3.4          | ::ffff:1.2.3.4        | true
          ip      | 2001:db8::1      | 2001:db8::/33         | true
          ip      | 10.0.0.1         | 10.0.0.1/33           | false
          long    | 443              | 443.0                 | true
          long    | 443              | 0443                  | true
          long    | 443              | 443.5                 | false
          long    | 443              | 1e999999999           | false
          boolean | true             | true                  | true
          boolean | true             | TRUE                  | false
          date    | 2024-01-01T00:00Z| 2024-01-01T01:00+01:00| true
          date    | 2024-01-01       | yesterday             | false
          text    | Buy EVIL goods   | evil deeds            | true
          text    | Buy good goods   | evil deeds            | false
          """)
  void comparesByTheTypeOfTheEventsField(
      String type, String value, String indicator, boolean matches) throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(IndicatorEntry.matches(field(type), indicatorFields.keyword(VALUE)));
    assertThat(
            stream(plan, "{\"" + VALUE + "\":\"" + indicator + "\"}")
                .feed(0, Map.of("f", value))
                .detections)
        .hasSize(matches ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.2    | "10.0.0.1/30"                                  | true
          10.0.0.5    | "10.0.0.1/30"                                  | false
          10.0.0.5    | {"gte":"10.0.0.5","lt":"10.0.0.9"}             | true
          10.0.0.8    | {"gte":"10.0.0.5","lt":"10.0.0.9"}             | true
          10.0.0.9    | {"gte":"10.0.0.5","lt":"10.0.0.9"}             | false
          10.0.0.4    | {"gte":"10.0.0.5","lt":"10.0.0.9"}             | false
          10.0.0.4    | [{"lte":"9.0.0.0"},{"gt":"10.0.0.3","lte":"10.0.0.4"}] | true
          2001:db8::7 | {"gte":"2001:db8::5","lte":"2001:db8::1:0"}    | true
          2001:db8::4 | {"gte":"2001:db8::5","lte":"2001:db8::1:0"}    | false
          1.2.3.4     | {"gte":"1.0.0.0"}                              | true
          1.2.3.4     | {"lte":"1.0.0.0"}                              | false
          1.2.3.4     | {}                                             | true
          1.2.3.4     | {"gte":"x"}                                    | false
          1.2.3.4     | {"gte":"2.0.0.0","lte":"1.0.0.0"}              | false
          1.2.3.4     | "1.2.3.4"                                      | true
          """)
  void findsAddressesInRangesOfIndicators(String value, String indicator, boolean matches)
      throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(
                IndicatorEntry.matches(field("ip"), indicatorFields.keyword(VALUE))
                    .orIn(indicatorFields.range(VALUE, RangeField.Type.IP)));
    assertThat(
            stream(plan, "{\"" + VALUE + "\":" + indicator + "}")
                .feed(0, Map.of("f", value))
                .detections)
        .hasSize(matches ? 1 : 0);
  }

  @Test
  void enrichesTheEventAsAlertsShowIt() throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(IndicatorEntry.matches(field("ip"), indicatorFields.keyword(VALUE)));
    KeyedStream<NoState> stream =
        stream(
            plan,
            "{\"_id\":\"i1\",\"_index\":\"feed\",\"_source\":{\"threat\":{"
                + "\"feed\":{\"name\":\"Feed\"},"
                + "\"indicator\":{\"value\":\"10.0.0.0/8\",\"type\":\"ip\"}}}}");
    stream.feed(0, Map.of("f", List.of("9.9.9.9", "10.0.0.1")));
    assertThat(stream.detections)
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.events().get(0).json()).isNotEmpty();
              assertThat(detection.evidence())
                  .isEqualTo(
                      new Evidence.Indicators(
                          List.of(
                              Map.of(
                                  "indicator", Map.of("value", "10.0.0.0/8", "type", "ip"),
                                  "feed", Map.of("name", "Feed"),
                                  "matched",
                                      Map.of(
                                          "atomic", "10.0.0.1",
                                          "field", "f",
                                          "id", "i1",
                                          "index", "feed",
                                          "type", "indicator_match_rule")))));
            });
    assertThat(stream.cells.values()).allMatch(cell -> cell.get() == null);
  }

  static Stream<Arguments> andGroups() {
    String both = "{\"a\":\"1\",\"b\":\"2\"}";
    String apart = "{\"a\":\"1\"}\n{\"b\":\"2\"}";
    return Stream.of(
        Arguments.of(both, false, true),
        Arguments.of(apart, false, false),
        Arguments.of(both, true, false),
        Arguments.of(apart, true, true),
        Arguments.of("{\"a\":\"1\",\"b\":\"3\"}", true, true));
  }

  @ParameterizedTest
  @MethodSource("andGroups")
  void allEntriesOfAGroupNeedTheSameIndicator(String lines, boolean negate, boolean matches)
      throws IOException {
    IndicatorEntry second =
        IndicatorEntry.matches(fields.keyword("b"), indicatorFields.keyword("b"));
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(
                IndicatorEntry.matches(fields.keyword("a"), indicatorFields.keyword("a")),
                negate ? second.negated() : second);
    assertThat(stream(plan, lines).feed(0, Map.of("a", "1", "b", "2")).detections)
        .hasSize(matches ? 1 : 0);
  }

  @Test
  void onlyKnowsIndicatorsThatTheRuleAsksFor() throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.matcher(false))
            .group(IndicatorEntry.matches(field("keyword"), indicatorFields.keyword(VALUE)));
    assertThat(Indicators.of(plan, file("{\"" + VALUE + "\":\"x\"}").documents()).size()).isZero();
  }

  @Test
  void ofIndicatorsWithOneIdTheLastCounts() throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(IndicatorEntry.matches(field("keyword"), indicatorFields.keyword(VALUE)));
    KeyedStream<NoState> stream =
        stream(
            plan,
            "{\"_id\":\"1\",\"_source\":{\"" + VALUE + "\":\"old\"}}",
            "{\"_id\":\"1\",\"_source\":{\"" + VALUE + "\":\"new\"}}");
    assertThat(stream.feed(0, Map.of("f", "old")).detections).isEmpty();
    assertThat(stream.feed(0, Map.of("f", "new")).detections).hasSize(1);
  }

  @Test
  void givesNoMoreEnrichmentsThanAnAlertHolds() throws IOException {
    IndicatorPlan plan =
        IndicatorPlan.where(RandomStream.all())
            .group(IndicatorEntry.matches(field("keyword"), indicatorFields.keyword(VALUE)));
    String[] lines = new String[300];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"n\":" + i + ",\"" + VALUE + "\":\"x\"}";
    }
    assertThat(stream(plan, lines).feed(0, Map.of("f", "x")).detections)
        .singleElement()
        .extracting(each -> ((Evidence.Indicators) each.evidence()).enrichments().size())
        .isEqualTo(Indicators.MAX_ENRICHMENTS);
  }

  @Test
  void passesOverLinesThatAreNoDocuments() throws IOException {
    IndicatorFile file = file("\uFEFF{\"a\":1}", "", "[]", "{\"a\":", "{\"a\":2}\r", "{\"a\":3");
    assertThat(file.documents()).hasSize(2);
    assertThat(file.problems()).extracting(IndicatorFile.Problem::line).containsExactly(3L, 4L, 6L);
    assertThat(file.problems().get(2).message()).startsWith("The last line is incomplete");
  }

  @Test
  void refusesAFileWithoutAnyDocument() throws IOException {
    assertThatThrownBy(() -> file("oops", "oops"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Line 1");
    assertThat(file("").documents()).isEmpty();
  }

  @Test
  void passesOverLinesThatAreTooLong() throws IOException {
    IndicatorFile file = file("{\"a\":\"" + "x".repeat(IndicatorFile.MAX_LINE) + "\"}", "{}");
    assertThat(file.documents()).hasSize(1);
    assertThat(file.problems()).extracting(IndicatorFile.Problem::line).containsExactly(1L);
  }

  @Test
  void namesIndicatorsByTheirContentsWhenTheyHaveNoId() throws IOException {
    List<IndicatorDocument> documents = file("{\"a\":1}", "{ \"a\" : 1 }", "{\"a\":2}").documents();
    assertThat(documents.get(0).id()).isEqualTo(documents.get(1).id()).hasSize(64);
    assertThat(documents.get(2).id()).isNotEqualTo(documents.get(0).id());
    assertThat(documents.get(0).index()).isEqualTo("feed.ndjson");
  }

  @Test
  void refusesGroupsThatOnlyForbid() {
    IndicatorEntry entry =
        IndicatorEntry.matches(field("keyword"), indicatorFields.keyword(VALUE)).negated();
    assertThatThrownBy(() -> IndicatorPlan.where(RandomStream.all()).group(entry))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> IndicatorEntry.matches(fields.presence("f"), indicatorFields.keyword(VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
