package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.event.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule that reads other places looks for something else, though its fields are called alike. */
class DetectorTraitsTest {
  private static final Origin HERE =
      Origin.of(SourceText.of("rule", ""), SourceText.of("rule", "").whole());
  private static final Field PLAIN = Field.named("k", ValueType.KEYWORD);

  private static String fingerprint(Field key, Field tested) {
    Query query =
        new Query.Threshold(
            HERE, new Predicate.Exists(HERE, tested), List.of(key), 2, Optional.empty());
    return DetectorTraits.of(AnalyzedRule.of(Rule.adHoc(HERE, "id", "name"), query)).fingerprint();
  }

  @Test
  void fingerprintsDifferWithThePlacesOfFields() {
    List<Reading> readings =
        List.of(
            Reading.PLAIN,
            Reading.at("a"),
            Reading.at("b"),
            Reading.at("a", "b"),
            Reading.at("a").withPatterns(List.of("c.*.k")),
            Reading.PLAIN.withNull("x"),
            Reading.PLAIN.withConstant("x"),
            Reading.PLAIN.ignoringAbove(5));
    List<String> keys = readings.stream().map(r -> fingerprint(PLAIN.read(r), PLAIN)).toList();
    List<String> tests = readings.stream().map(r -> fingerprint(PLAIN, PLAIN.read(r))).toList();
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(tests).doesNotHaveDuplicates();
    assertThat(fingerprint(PLAIN, PLAIN)).isEqualTo(fingerprint(PLAIN, PLAIN));
    assertThat(
            Stream.of(List.<String>of(), List.of("k.a"), List.of("k.b"))
                .map(except -> fingerprint(PLAIN, Field.matching("k.*", except))))
        .doesNotHaveDuplicates();
  }
}
