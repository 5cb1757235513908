package dev.sigrun.compiler.language.esql.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions that rows compute take whatever the check of a query lets through. */
final class EsqlFunctionsTest {
  @ParameterizedTest
  @EnumSource
  void functionsTakeAllArguments(RowFunction function) {
    function.word().ifPresent(word -> check(word, EsqlFunction.Kind.SCALAR, function.signature()));
  }

  @ParameterizedTest
  @EnumSource
  void aggregatesTakeAllArguments(AggregateFunction function) {
    check(function.word(), EsqlFunction.Kind.AGGREGATE, function.signature());
  }

  private static void check(String word, EsqlFunction.Kind kind, Signature signature) {
    EsqlFunction known = EsqlFunctions.named(word).orElseThrow();
    assertThat(known.kind()).isEqualTo(kind);
    for (int count = known.least(); count <= Math.min(known.most(), 30); count++) {
      assertThat(signature.takes(count)).as("%s arguments", count).isTrue();
    }
  }
}
