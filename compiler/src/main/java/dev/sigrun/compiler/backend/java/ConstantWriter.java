package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Precision;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.address.IpRange;
import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.number.NumberSet;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.time.DateRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** Writes sets, patterns and ranges as constants of a class, named after what they are about. */
final class ConstantWriter {
  private final MatcherClass target;

  ConstantWriter(MatcherClass target) {
    this.target = target;
  }

  /** A set of whole values. */
  CodeBlock strings(Field field, List<String> values, CaseSensitivity sensitivity) {
    return strings(field.name(), values, sensitivity);
  }

  /** A set of whole values of the thing called {@code subject}. */
  CodeBlock strings(String subject, List<String> values, CaseSensitivity sensitivity) {
    String factory = factory("of", sensitivity);
    return constant(
        StringSet.class,
        values.size() == 1 ? singular(subject, "") : plural(subject),
        CodeBlock.of("$T.$L($L)", StringSet.class, factory, target.strings(values)));
  }

  /** Wildcard patterns, escaped only if one needs it. */
  CodeBlock wildcards(String subject, List<Wildcard> patterns, CaseSensitivity sensitivity) {
    boolean plain = patterns.stream().allMatch(ConstantWriter::isPlain);
    List<String> texts =
        patterns.stream().map(p -> plain ? plainText(p) : p.toEscapedString()).toList();
    return constant(
        Wildcards.class,
        singular(subject, patterns.size() == 1 ? "PATTERN" : "PATTERNS"),
        CodeBlock.of(
            "$T.$L($L)",
            Wildcards.class,
            factory("of", sensitivity) + (plain ? "" : "Escaped"),
            target.strings(texts)));
  }

  /** Whether no literal part holds what unescaped patterns take for a wildcard. */
  private static boolean isPlain(Wildcard pattern) {
    return pattern.segments().stream()
        .noneMatch(
            s ->
                s instanceof Wildcard.Literal text
                    && text.text().chars().anyMatch(c -> c == '*' || c == '?'));
  }

  private static String plainText(Wildcard pattern) {
    StringBuilder text = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        text.append(literal.text());
      } else {
        text.append(segment instanceof Wildcard.AnyRun ? '*' : '?');
      }
    }
    return text.toString();
  }

  /** A regular expression. */
  CodeBlock regex(String subject, Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE ->
          constant(
              dev.sigrun.runtime.pattern.Regex.class,
              singular(subject, "REGEX"),
              CodeBlock.of(
                  "$T.$L($L)",
                  dev.sigrun.runtime.pattern.Regex.class,
                  factory("of", regex.sensitivity()),
                  Literals.string(regex.text())));
      case SEARCH ->
          constant(
              dev.sigrun.runtime.pattern.Regex.class,
              singular(subject, "REGEX"),
              CodeBlock.of(
                  "$T.search($L)",
                  dev.sigrun.runtime.pattern.Regex.class,
                  Literals.string(regex.textWithFlags())));
    };
  }

  /** A set of numbers. */
  CodeBlock numbers(Field field, List<BigDecimal> values) {
    return numbers(field.name(), values.stream().map(v -> kept(field, v)).distinct().toList());
  }

  /** A set of numbers that the expression called {@code subject} computes. */
  CodeBlock numbers(String subject, List<BigDecimal> values) {
    boolean few = values.size() <= Literals.MOST_ELEMENTS;
    boolean whole = few && values.stream().allMatch(Literals::isLong);
    boolean decimals = few && values.stream().allMatch(Literals::isDouble);
    CodeBlock arguments =
        whole
            ? Literals.filled(values.stream().map(v -> Literals.whole(v.longValueExact())).toList())
            : decimals
                ? Literals.filled(values.stream().map(v -> Literals.number(v).toString()).toList())
                : target.strings(values.stream().map(BigDecimal::toString).toList());
    return constant(
        NumberSet.class,
        values.size() == 1 ? singular(subject, "") : plural(subject),
        CodeBlock.of(
            "$T.$L($L)",
            NumberSet.class,
            whole ? "of" : decimals ? "ofDecimals" : "parse",
            arguments));
  }

  /** Address blocks. */
  CodeBlock blocks(String subject, List<IpBlock> blocks) {
    return constant(
        IpBlocks.class,
        singular(subject, blocks.size() == 1 ? "BLOCK" : "BLOCKS"),
        CodeBlock.of(
            "$T.of($L)",
            IpBlocks.class,
            target.strings(blocks.stream().map(IpBlock::text).toList())));
  }

  /** A set of words. */
  CodeBlock tokens(Field field, List<String> tokens) {
    return constant(
        StringSet.class,
        singular(field.name(), tokens.size() == 1 ? "WORD" : "WORDS"),
        CodeBlock.of("$T.of($L)", StringSet.class, target.strings(tokens)));
  }

  /** Words in a row. */
  CodeBlock phrase(Field field, List<String> tokens) {
    CodeBlock words = CodeBlock.of("$T.of($L)", List.class, target.strings(tokens));
    return CodeBlock.of("$N", target.phrase(singular(field.name(), "PHRASE"), words));
  }

  /** A range of strings. */
  CodeBlock stringRange(Field field, Range<String> range) {
    CodeBlock value = rangeValue(StringRange.class, range, Literals::string);
    return constant(
        StringRange.class,
        singular(field.name(), "RANGE"),
        field.type() == ValueType.VERSION ? CodeBlock.of("$L.ofVersions()", value) : value);
  }

  /** A range of numbers. */
  CodeBlock numberRange(Field field, Range<BigDecimal> range) {
    return range(
        NumberRange.class,
        field,
        Precision.kept(field, range).map(BigDecimal::stripTrailingZeros),
        Literals::number);
  }

  private static BigDecimal kept(Field field, BigDecimal written) {
    return Precision.kept(field, written).stripTrailingZeros();
  }

  /** A range of addresses. */
  CodeBlock ipRange(Field field, Range<IpAddress> range) {
    return range(IpRange.class, field, range.map(IpAddress::toString), Literals::string);
  }

  /** A range of points in time. */
  CodeBlock dateRange(Field field, Range<DateBound> range) {
    return range(DateRange.class, field, range.map(DateBound::text), Literals::string);
  }

  private <T> CodeBlock range(
      Class<?> type, Field field, Range<T> range, Function<T, CodeBlock> literal) {
    return constant(type, singular(field.name(), "RANGE"), rangeValue(type, range, literal));
  }

  private static <T> CodeBlock rangeValue(
      Class<?> type, Range<T> range, Function<T, CodeBlock> literal) {
    if (range.lower().isEmpty()) {
      Range.Bound<T> upper = range.upper().orElseThrow();
      String factory = upper.inclusive() ? "atMost" : "below";
      return CodeBlock.of("$T.$L($L)", type, factory, literal.apply(upper.value()));
    }
    Range.Bound<T> lower = range.lower().get();
    if (range.upper().isEmpty()) {
      String factory = lower.inclusive() ? "atLeast" : "above";
      return CodeBlock.of("$T.$L($L)", type, factory, literal.apply(lower.value()));
    }
    Range.Bound<T> upper = range.upper().get();
    return CodeBlock.of(
        "$T.between($L, $L, $L, $L)",
        type,
        literal.apply(lower.value()),
        lower.inclusive(),
        literal.apply(upper.value()),
        upper.inclusive());
  }

  private CodeBlock constant(Class<?> type, String name, CodeBlock value) {
    return CodeBlock.of("$N", target.constant(type, name, value));
  }

  private static String factory(String sensitive, CaseSensitivity sensitivity) {
    return switch (sensitivity) {
      case SENSITIVE -> sensitive;
      case INSENSITIVE -> "ignoringCase";
    };
  }

  private static String singular(String subject, String noun) {
    String words = Words.of(subject.replace("*", " any "), "field").upperCase();
    return noun.isEmpty() ? words : words + "_" + noun;
  }

  private static String plural(String subject) {
    String name = singular(subject, "");
    return name.endsWith("S") ? name : name + "S";
  }
}
