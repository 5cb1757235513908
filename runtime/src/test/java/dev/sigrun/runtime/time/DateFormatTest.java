package dev.sigrun.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates by the formats of mappings; the instants are those of Elasticsearch 8.19. */
class DateFormatTest {
  /** A format, a text, the first and the last instant that it can mean; "no" for none. */
  static Stream<Arguments> dates() {
    return Stream.of(
        arguments(
            "yyyy-MM-dd HH",
            "2024-05-01 10",
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:59:59.999999999Z"),
        arguments(
            "yyyy-MM-dd HH:mm",
            "2024-05-01 10:20",
            "2024-05-01T10:20:00Z",
            "2024-05-01T10:20:59.999999999Z"),
        arguments(
            "yyyy-MM-dd HH:mm:ss.SSS",
            "2024-05-01 10:20:30.123",
            "2024-05-01T10:20:30.123Z",
            "2024-05-01T10:20:30.123Z"),
        arguments(
            "yyyy-MM-dd HH:mm:ss,SSS",
            "2024-05-01 10:20:30,123",
            "2024-05-01T10:20:30.123Z",
            "2024-05-01T10:20:30.123Z"),
        arguments(
            "epoch_second", "1714521600", "2024-05-01T00:00:00Z", "2024-05-01T00:00:00.999999999Z"),
        arguments(
            "epoch_second", "1714521600.5", "2024-05-01T00:00:00.500Z", "2024-05-01T00:00:00.500Z"),
        arguments("epoch_second", "-5", "1969-12-31T23:59:55Z", "1969-12-31T23:59:55.999999999Z"),
        arguments(
            "epoch_millis",
            "1714521600123",
            "2024-05-01T00:00:00.123Z",
            "2024-05-01T00:00:00.123999999Z"),
        arguments(
            "epoch_millis", "-1.5", "1969-12-31T23:59:59.998500Z", "1969-12-31T23:59:59.998500Z"),
        arguments("yyyy-MM", "2024-05", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments("yyyy", "2024", "2024-01-01T00:00:00Z", "2024-01-01T23:59:59.999999999Z"),
        arguments("HH:mm", "10:20", "1970-01-01T10:20:00Z", "1970-01-01T10:20:59.999999999Z"),
        arguments("dd/MM", "03/04", "1970-04-03T00:00:00Z", "1970-04-03T23:59:59.999999999Z"),
        arguments(
            "MMM dd yyyy", "May 01 2024", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "MMM d HH:mm:ss",
            "May 1 10:20:30",
            "1970-05-01T10:20:30Z",
            "1970-05-01T10:20:30.999999999Z"),
        arguments(
            "EEE MMM dd HH:mm:ss yyyy",
            "Wed May 01 10:20:30 2024",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments("yyyyMMdd", "20240501", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "yyyyMMddHHmmss",
            "20240501102030",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments(
            "basic_date_time",
            "20240501T102030.123Z",
            "2024-05-01T10:20:30.123Z",
            "2024-05-01T10:20:30.123Z"),
        arguments(
            "basic_date_time",
            "20240501T102030.123456Z",
            "2024-05-01T10:20:30.123456Z",
            "2024-05-01T10:20:30.123456Z"),
        arguments(
            "basic_date_time_no_millis",
            "20240501T102030+0200",
            "2024-05-01T08:20:30Z",
            "2024-05-01T08:20:30.999999999Z"),
        arguments(
            "date_time",
            "2024-05-01T10:20:30.1Z",
            "2024-05-01T10:20:30.100Z",
            "2024-05-01T10:20:30.100Z"),
        arguments(
            "strict_date_time",
            "2024-05-01T10:20:30.123456789Z",
            "2024-05-01T10:20:30.123456789Z",
            "2024-05-01T10:20:30.123456789Z"),
        arguments(
            "strict_date_time",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments(
            "strict_date_time_no_millis",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments(
            "strict_date_time_no_millis",
            "2024-05-01T10:20:30+02:00",
            "2024-05-01T08:20:30Z",
            "2024-05-01T08:20:30.999999999Z"),
        arguments(
            "strict_date_hour",
            "2024-05-01T10",
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:59:59.999999999Z"),
        arguments(
            "date_hour_minute_second_fraction",
            "2024-05-01T10:20:30.1",
            "2024-05-01T10:20:30.100Z",
            "2024-05-01T10:20:30.100Z"),
        arguments(
            "strict_date_hour_minute_second_millis",
            "2024-05-01T10:20:30.123",
            "2024-05-01T10:20:30.123Z",
            "2024-05-01T10:20:30.123Z"),
        arguments(
            "strict_date_hour_minute_second",
            "2024-05-01T10:20:30",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments("date", "2024-5-1", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments("date", "2024-05-01", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments("strict_date", "2024-5-1", "no", "no"),
        arguments(
            "strict_date", "2024-05-01", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "date_optional_time",
            "2024-5-1",
            "2024-05-01T00:00:00Z",
            "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "date_optional_time",
            "2024-05-01T10:20:30.123",
            "2024-05-01T10:20:30.123Z",
            "2024-05-01T10:20:30.123Z"),
        arguments(
            "date_optional_time",
            "2024-05-01T1:2",
            "2024-05-01T01:02:00Z",
            "2024-05-01T01:02:59.999999999Z"),
        arguments(
            "iso8601",
            "2024-05-01T10:20",
            "2024-05-01T10:20:00Z",
            "2024-05-01T10:20:59.999999999Z"),
        arguments(
            "iso8601",
            "2024-05-01T10:20:30,5+0200",
            "2024-05-01T08:20:30.500Z",
            "2024-05-01T08:20:30.500Z"),
        arguments(
            "ordinal_date", "2024-122", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "year_month_day",
            "2024-05-01",
            "2024-05-01T00:00:00Z",
            "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "yyyy-MM-dd'T'HH:mm:ssX",
            "2024-05-01T10:20:30+02",
            "2024-05-01T08:20:30Z",
            "2024-05-01T08:20:30.999999999Z"),
        arguments(
            "yyyy-MM-dd HH:mm:ss Z",
            "2024-05-01 10:20:30 +0200",
            "2024-05-01T08:20:30Z",
            "2024-05-01T08:20:30.999999999Z"),
        arguments(
            "yyyy-MM-dd HH:mm:ss z",
            "2024-05-01 10:20:30 UTC",
            "2024-05-01T10:20:30Z",
            "2024-05-01T10:20:30.999999999Z"),
        arguments(
            "yyyy-MM-dd hh:mm a",
            "2024-05-01 10:20 PM",
            "2024-05-01T22:20:00Z",
            "2024-05-01T22:20:59.999999999Z"),
        arguments(
            "strict_date_optional_time_nanos",
            "2024-05-01T10:20:30.123456789Z",
            "2024-05-01T10:20:30.123456789Z",
            "2024-05-01T10:20:30.123456789Z"),
        arguments("hour_minute", "10:20", "1970-01-01T10:20:00Z", "1970-01-01T10:20:59.999999999Z"),
        arguments(
            "basic_date", "20240501", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "basic_ordinal_date",
            "2024122",
            "2024-05-01T00:00:00Z",
            "2024-05-01T23:59:59.999999999Z"),
        arguments("strict_year", "2024", "2024-01-01T00:00:00Z", "2024-01-01T23:59:59.999999999Z"),
        arguments("year_month", "2024-5", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "strict_date_optional_time",
            "2024-05-01T10:20:30.123456789+02:00",
            "2024-05-01T08:20:30.123456789Z",
            "2024-05-01T08:20:30.123456789Z"),
        arguments(
            "strict_date_optional_time",
            "2024-05-01T10",
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:59:59.999999999Z"),
        arguments(
            "strict_date_optional_time",
            "2024",
            "2024-01-01T00:00:00Z",
            "2024-01-01T23:59:59.999999999Z"),
        arguments("d/M/yyyy", "1/5/2024", "2024-05-01T00:00:00Z", "2024-05-01T23:59:59.999999999Z"),
        arguments(
            "yyyy/MM/dd HH:mm:ss.SSSSSS",
            "2024/05/01 10:20:30.123456",
            "2024-05-01T10:20:30.123456Z",
            "2024-05-01T10:20:30.123456Z"),
        arguments("hour", "10", "1970-01-01T10:00:00Z", "1970-01-01T10:59:59.999999999Z"),
        arguments(
            "strict_time", "10:20:30.1Z", "1970-01-01T10:20:30.100Z", "1970-01-01T10:20:30.100Z"),
        arguments(
            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "2024-05-01T10:20:30.123+02:00",
            "2024-05-01T08:20:30.123Z",
            "2024-05-01T08:20:30.123Z"),
        arguments(
            "yyyy-MM-dd HH:mm:ss [VV]",
            "2024-05-01 10:20:30 Europe/Berlin",
            "2024-05-01T08:20:30Z",
            "2024-05-01T08:20:30.999999999Z"));
  }

  @ParameterizedTest
  @MethodSource("dates")
  void readsDatesAsElasticsearchDoes(String format, String text, String first, String last) {
    assertThat(read(format, text, false)).isEqualTo(first);
    assertThat(read(format, text, true)).isEqualTo(last);
  }

  /** Zones, fractions and parts that must or may be there; measured with Elasticsearch 8.19.21. */
  @ParameterizedTest
  @CsvSource({
    "strict_date_optional_time, 2024-05-01T10:20:30ZZ, 2024-05-01T10:20:30Z",
    "strict_date_optional_time, 2024-05-01TZ, no",
    "iso8601, 2024-05-01TZ, 2024-05-01T00:00:00Z",
    "iso8601, 2024-05-01T+02, 2024-04-30T22:00:00Z",
    "strict_date_optional_time_nanos, 2024-05-01T10, no",
    "strict_date_time, 2024-05-01T10:20:30+020030, 2024-05-01T08:20:00Z",
    "strict_date_time, 2024-05-01T10:20:30UTC+2, 2024-05-01T08:20:30Z",
    "strict_date_time, 2024-05-01T10:20:30, no",
    "strict_date_time, 2024-05-01T10:20Z, no",
    "strict_date_time_no_millis, 2024-05-01T10:20:30.1Z, no",
    "date_time_no_millis, 2024-05-01T10:20:30ZZ, no",
    "basic_date_time, 20240501T102030Z, no",
    "basic_date_time, 20240501T102030.1ZZ, no",
    "basic_date_time, 20240501T102030.1Europe/Berlin, 2024-05-01T08:20:30.100Z",
    "basic_date_time_no_millis, 20240501T102030+02, 2024-05-01T08:20:30Z",
    "date_optional_time, 2024-05-01T10:20:30ZZ, 2024-05-01T10:20:30Z",
    "date_optional_time, 2024-05-01T10Z, no",
    "date_hour_minute_second_millis, 2024-05-01T10:20:30.1234, no",
    "date_hour_minute_second_fraction, 2024-05-01T10:20:30.1234, 2024-05-01T10:20:30.123400Z",
    "hour_minute_second_millis, 10:20:30, no",
    "strict_date_hour_minute_second_millis, +12024-05-01T10:20:30.1, no",
    "epoch_millis, 1.1234567, no",
    "epoch_second, 1.1234567, 1970-01-01T00:00:01.123456700Z",
  })
  void readsPartsAsElasticsearchDoes(String format, String text, String instant) {
    assertThat(read(format, text, false)).isEqualTo(instant);
  }

  private static String read(String format, String text, boolean roundUp) {
    return DateFormat.of(format).parse(text, roundUp).map(Instant::toString).orElse("no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "||", "bogus_name", "dateOptionalTime", "week_date", "{"})
  void refusesFormatsThatAreNotKnown(String format) {
    assertThatThrownBy(() -> DateFormat.of(format)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2024-13-01", "01/13/2024", "99999999999999999999", "-", "."})
  void refusesOtherTexts(String text) {
    assertThat(read("strict_date_optional_time||dd/MM/yyyy||epoch_second", text, false))
        .isEqualTo("no");
  }
}
