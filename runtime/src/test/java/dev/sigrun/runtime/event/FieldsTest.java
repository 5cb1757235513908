package dev.sigrun.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {
  private static final Reading READING =
      Reading.at("a", "b").withNull("none").withConstant("c").ignoringAbove(9);

  static Stream<Function<Fields, Field>> kinds() {
    TimePlaces places = new TimePlaces(List.of("t", "u"));
    return Stream.of(
        fields -> fields.keyword("f"),
        fields -> fields.lowercase("f"),
        fields -> fields.version("f"),
        fields -> fields.number("f", NumberType.HALF_FLOAT),
        fields -> fields.bool("f"),
        fields -> fields.date("f"),
        fields -> fields.dateNanos("f"),
        fields -> fields.eventTime(places),
        fields -> fields.ip("f"));
  }

  /** Lanes read the field by which events are divided as the rules read it. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aFieldLikeAnotherIsReadLikeIt(Function<Fields, Field> kind) {
    for (Reading reading : List.of(Reading.PLAIN, READING, READING.withDateFormat("dd/MM/yyyy"))) {
      Field original = kind.apply(new Fields().reading(reading));
      Fields others = new Fields();
      Field like = others.like(original);
      assertThat(like).isSameAs(kind.apply(others.reading(reading)));
    }
  }
}
