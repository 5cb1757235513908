package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.source.Quotes;
import dev.sigrun.runtime.pattern.Lines;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Constants as Java source. Content of a rule never leaves its literal. */
final class Literals {
  /** The most elements of a list that are written one by one. */
  static final int MOST_ELEMENTS = 100;

  /** The maximum length of lines with lists. */
  private static final int LINE_LENGTH = 84;

  /** A constant of a class file has no more than 65,535 bytes; a char takes three at most. */
  private static final int LONGEST_CONSTANT = 20_000;

  /** Shorter lists are on the same line as their use. */
  private static final int SHORT_LENGTH = 44;

  private Literals() {}

  /** {@code "text"}; text that no constant can hold is joined from several. */
  static CodeBlock string(String text) {
    return text.length() <= LONGEST_CONSTANT
        ? CodeBlock.of("$L", quote(text))
        : CodeBlock.of("$T.join($S, $L)", String.class, "", texts(text));
  }

  /** {@code "a", "b"}, for a parameter that takes any number of strings. */
  static CodeBlock strings(List<String> values) {
    int length = values.stream().mapToInt(String::length).sum();
    if (values.size() <= MOST_ELEMENTS && length <= LONGEST_CONSTANT) {
      return filled(values.stream().map(Literals::quote).toList());
    }
    return lines(values);
  }

  /** The same in the form that {@link Lines} reads. */
  static CodeBlock lines(List<String> values) {
    List<String> lines =
        values.stream().map(v -> v.replace("\\", "\\\\").replace("\n", "\\n")).toList();
    return CodeBlock.of("$T.of($>$>\n$L$<$<)", Lines.class, texts(String.join("\n", lines)));
  }

  /** Elements separated by commas, as many on a line as fit. */
  static CodeBlock filled(List<String> elements) {
    StringBuilder line = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (String element : elements) {
      if (line.length() > 0 && line.length() + 2 + element.length() > LINE_LENGTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : ", ").append(element);
    }
    lines.add(line.toString());
    return lines.size() == 1 && line.length() <= SHORT_LENGTH
        ? CodeBlock.of("$L", lines.get(0))
        : CodeBlock.of("$>$>\n$L$<$<", String.join(",\n", lines));
  }

  /**
   * A whole number as {@code 5} or {@code 5L}, an exact double as {@code 0.5}, others as decimal.
   */
  static CodeBlock number(BigDecimal value) {
    if (isLong(value)) {
      return CodeBlock.of("$L", whole(value.longValueExact()));
    }
    return isDouble(value) ? CodeBlock.of("$L", value.doubleValue()) : decimal(value);
  }

  /** {@code new BigDecimal("0.1")}. */
  static CodeBlock decimal(BigDecimal value) {
    return CodeBlock.of("new $T($S)", BigDecimal.class, value.toString());
  }

  /** {@code 5}, or {@code 5000000000L} where it takes 64 bits. */
  static String whole(long value) {
    return value == (int) value ? Long.toString(value) : value + "L";
  }

  /** {@code Duration.ofMinutes(5)}, in the greatest unit that is exact. */
  static CodeBlock duration(Duration value) {
    long seconds = value.toSeconds();
    int nanos = value.toNanosPart();
    if (nanos % 1_000_000 == 0 && nanos != 0 && seconds < 1_000_000) {
      return CodeBlock.of("$T.ofMillis($L)", Duration.class, whole(value.toMillis()));
    }
    if (nanos != 0) {
      return CodeBlock.of("$T.ofSeconds($L, $L)", Duration.class, whole(seconds), nanos);
    }
    if (seconds != 0 && seconds % 86_400 == 0) {
      return CodeBlock.of("$T.ofDays($L)", Duration.class, whole(seconds / 86_400));
    }
    if (seconds != 0 && seconds % 3_600 == 0) {
      return CodeBlock.of("$T.ofHours($L)", Duration.class, whole(seconds / 3_600));
    }
    return seconds != 0 && seconds % 60 == 0
        ? CodeBlock.of("$T.ofMinutes($L)", Duration.class, whole(seconds / 60))
        : CodeBlock.of("$T.ofSeconds($L)", Duration.class, whole(seconds));
  }

  /** Whether a number is exactly a double. */
  static boolean isDouble(BigDecimal value) {
    double decimal = value.doubleValue();
    return Double.isFinite(decimal) && new BigDecimal(decimal).compareTo(value) == 0;
  }

  /** Whether a number is a whole one of 64 bits; never builds a long row of zeros. */
  static boolean isLong(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0
        && value.precision() - value.scale() <= 19
        && value.toBigInteger().bitLength() < Long.SIZE;
  }

  /** A long text as several constants, each of several lines. */
  private static CodeBlock texts(String text) {
    List<CodeBlock> constants = new ArrayList<>();
    for (int start = 0; start < text.length() || start == 0; start += LONGEST_CONSTANT) {
      int end = Math.min(text.length(), start + LONGEST_CONSTANT);
      constants.add(CodeBlock.of("$L", constant(text.substring(start, end))));
    }
    return CodeBlock.join(constants, ",\n");
  }

  private static String constant(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length() || start == 0) {
      int end = Math.min(text.length(), start + LINE_LENGTH);
      int line = text.lastIndexOf('\n', end - 1) + 1;
      end = end < text.length() && line > start ? line : end;
      pieces.add(quote(text.substring(start, end)));
      start = Math.max(end, 1);
    }
    return String.join("\n+ ", pieces);
  }

  /** A literal of printable ASCII characters, so that no encoding and no editor can change it. */
  static String quote(String text) {
    return Quotes.ascii(text);
  }
}
