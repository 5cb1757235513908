package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.util.List;

/** Values of a pipeline as values of a rule, and compared with them. */
final class PipelineValues {
  private PipelineValues() {}

  /** The value as a rule would have it at {@code origin}. */
  static SigmaValue of(DataValue value, Origin origin) {
    if (value instanceof DataValue.Whole whole) {
      return new SigmaValue.Numeric(origin, BigDecimal.valueOf(whole.value()));
    }
    if (value instanceof DataValue.Decimal decimal) {
      return new SigmaValue.Numeric(origin, BigDecimal.valueOf(decimal.value()));
    }
    if (value instanceof DataValue.Truth truth) {
      return new SigmaValue.Truth(origin, truth.value());
    }
    if (value instanceof DataValue.Null) {
      return new SigmaValue.Null(origin);
    }
    return new SigmaValue.Text(origin, value.plain().toString());
  }

  /** The values as a rule would have them at {@code origin}. */
  static List<SigmaValue> of(List<DataValue> values, Origin origin) {
    return values.stream().map(value -> of(value, origin)).toList();
  }

  /** Whether the rule's value is the pipeline's. */
  static boolean equal(SigmaValue value, DataValue other) {
    return text(value).equals(text(of(other, value.origin())));
  }

  /** The value as a text. */
  static String text(SigmaValue value) {
    if (value instanceof SigmaValue.Text text) {
      return text.written();
    }
    if (value instanceof SigmaValue.Numeric number) {
      return number.value().toPlainString();
    }
    return value instanceof SigmaValue.Truth truth ? Boolean.toString(truth.value()) : "";
  }
}
