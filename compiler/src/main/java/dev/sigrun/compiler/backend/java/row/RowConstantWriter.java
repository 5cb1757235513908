package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.runtime.address.IpAddress;
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
    List<CodeBlock> values = constant.values().stream().map(this::value).toList();
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

  private CodeBlock value(Object value) {
    if (value instanceof String text) {
      return target.string(text);
    }
    if (value instanceof Long number) {
      return CodeBlock.of("$LL", number);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number)
          ? CodeBlock.of("$L", number)
          : CodeBlock.of("$T.valueOf($S)", Double.class, number.toString());
    }
    if (value instanceof BigInteger number) {
      return target.constant(
          BigInteger.class,
          "number",
          CodeBlock.of("new $T($S)", BigInteger.class, number.toString()));
    }
    if (value instanceof IpAddress address) {
      return target.constant(
          IpAddress.class,
          "address",
          CodeBlock.of("$T.parse($S).orElseThrow()", IpAddress.class, address.toString()));
    }
    if (value instanceof Version version) {
      return target.constant(
          Version.class,
          "version",
          CodeBlock.of("new $T($L)", Version.class, target.string(version.text())));
    }
    return value instanceof Span span ? span(span) : CodeBlock.of("$L", value);
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
