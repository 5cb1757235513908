package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.GeoPoint;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.row.Version;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** Writes constant cells. */
final class RowConstantWriter {
  private final RowTarget target;

  RowConstantWriter(RowTarget target) {
    this.target = target;
  }

  /** A cell; null with a type, since it may be the only argument of several. */
  CodeBlock cell(RowExpression.Constant constant) {
    List<CodeBlock> values =
        constant.values().stream().map(value -> value(constant.type(), value)).toList();
    return switch (values.size()) {
      case 0 -> CodeBlock.of("(Object) null");
      case 1 -> values.get(0);
      default ->
          target.constant(
              Object.class,
              "list",
              CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(values, ", ")));
    };
  }

  private CodeBlock value(RowType type, Object value) {
    return switch (type) {
      case KEYWORD, TEXT -> target.string((String) value);
      case INTEGER, BOOLEAN -> CodeBlock.of("$L", value);
      case LONG, DATE, DATE_NANOS -> CodeBlock.of("$LL", value);
      case DOUBLE ->
          Double.isFinite((Double) value)
              ? CodeBlock.of("$L", value)
              : CodeBlock.of("$T.valueOf($S)", Double.class, value.toString());
      case UNSIGNED_LONG ->
          target.constant(
              BigInteger.class,
              "number",
              CodeBlock.of("new $T($S)", BigInteger.class, value.toString()));
      case IP ->
          target.constant(
              IpAddress.class,
              "address",
              CodeBlock.of("$T.parse($S).orElseThrow()", IpAddress.class, value.toString()));
      case VERSION ->
          target.constant(
              Version.class,
              "version",
              CodeBlock.of("new $T($L)", Version.class, target.string(((Version) value).text())));
      case GEO_POINT -> point((GeoPoint) value);
      case SPAN -> span((Span) value);
      case NULL -> throw new IllegalArgumentException("Null has no values.");
    };
  }

  private CodeBlock point(GeoPoint point) {
    return target.constant(
        GeoPoint.class,
        "point",
        CodeBlock.of("new $T($L, $L)", GeoPoint.class, point.longitude(), point.latitude()));
  }

  /** {@code Span.ofDays(1)}. */
  private CodeBlock span(Span span) {
    CodeBlock rest = CodeBlock.of("$T.parse($S)", Duration.class, span.rest().toString());
    boolean exact = span.months() == 0 && span.days() == 0;
    CodeBlock value =
        exact
            ? CodeBlock.of("$T.of($L)", Span.class, rest)
            : CodeBlock.of("new $T($L, $L, $L)", Span.class, span.months(), span.days(), rest);
    return target.constant(Span.class, "span", value);
  }
}
