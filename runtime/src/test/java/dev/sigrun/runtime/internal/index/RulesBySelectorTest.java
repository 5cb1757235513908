package dev.sigrun.runtime.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.index.value.FoldedText;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules are looked at for events with a value that they need, and for no others. */
class RulesBySelectorTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;

  private static final IndexField[] FIELDS = {field("kind", true), field("name", false)};
  private static final int[] SELECTORS = {0};

  private static final Skeleton KIND_A = kind(0, A);
  private static final Skeleton KIND_B = kind(1, B);
  private static final Skeleton NOT_A = Skeleton.test(KIND_A.leaf(), true);
  private static final Skeleton NAME_A =
      Skeleton.test(new ValueLeaf(2, 1, new int[] {A}, FIELDS[1]), false);

  private static IndexField field(String name, boolean selector) {
    byte[][] constants = Stream.of("a", "b", "c").map(FoldedText::fold).toArray(byte[][]::new);
    ValueTable table = new ValueTable(constants, new byte[3][0][]);
    return new IndexField(List.of(name), selector, 1, table, new double[] {0.1, 0.1, 0.1});
  }

  private static Skeleton kind(int number, int... classes) {
    return Skeleton.test(new ValueLeaf(number, 0, classes, FIELDS[0]), false);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(KIND_A, List.of(A)),
        Arguments.of(kind(0, A, C), List.of(A, C)),
        Arguments.of(NOT_A, List.of(0, A, B, C)),
        Arguments.of(NAME_A, List.of(0, A, B, C)),
        Arguments.of(Skeleton.TRUE, List.of(0, A, B, C)),
        Arguments.of(Skeleton.FALSE, List.of()),
        Arguments.of(Skeleton.all(NAME_A, KIND_B), List.of(B)),
        Arguments.of(Skeleton.all(NOT_A, KIND_B), List.of(B)),
        Arguments.of(Skeleton.any(KIND_A, KIND_B), List.of(A, B)),
        Arguments.of(Skeleton.any(KIND_A, NAME_A), List.of(0, A, B, C)),
        Arguments.of(Skeleton.any(KIND_A, NOT_A), List.of(0, A, B, C)),
        Arguments.of(
            Skeleton.any(Skeleton.all(KIND_A, NAME_A), Skeleton.all(KIND_B, NAME_A)),
            List.of(A, B)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleIsLookedAtForTheValuesItNeeds(Skeleton rule, List<Integer> classes) {
    RulesBySelector rules = new RulesBySelector(FIELDS, new Skeleton[] {Skeleton.FALSE, rule});
    for (int each : new int[] {0, A, B, C}) {
      assertThat(rules.rules(SELECTORS, new int[] @Nullable [] {{each}, null}).get(1))
          .as("class %s", each)
          .isEqualTo(classes.contains(each));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void allRulesAreLookedAtWhereNothingIsKnown(Skeleton rule, List<Integer> classes) {
    RulesBySelector rules = new RulesBySelector(FIELDS, new Skeleton[] {rule, rule});
    assertThat(rules.rules(SELECTORS, new int[2][]).cardinality()).isEqualTo(2);
    assertThat(rules.rules(SELECTORS, new int[] @Nullable [] {{}, null}).cardinality())
        .as("an event without a kind")
        .isEqualTo(classes.contains(0) ? 2 : 0);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneOfSeveralValuesIsEnough(Skeleton rule, List<Integer> classes) {
    RulesBySelector rules = new RulesBySelector(FIELDS, new Skeleton[] {rule});
    int[] all = {0, A, B, C};
    for (int i = 0; i < all.length; i++) {
      int[] some = Arrays.copyOfRange(all, i, all.length);
      assertThat(rules.rules(SELECTORS, new int[] @Nullable [] {some, null}).get(0))
          .as("classes %s", some)
          .isEqualTo(Arrays.stream(some).anyMatch(classes::contains));
    }
  }
}
