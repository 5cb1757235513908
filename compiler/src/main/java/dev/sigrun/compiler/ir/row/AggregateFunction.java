package dev.sigrun.compiler.ir.row;

import static dev.sigrun.compiler.ir.row.Parameter.ANY;
import static dev.sigrun.compiler.ir.row.Parameter.NUMBER;
import static dev.sigrun.compiler.ir.row.Parameter.ORDERED;
import static dev.sigrun.compiler.ir.row.Parameter.TEXT;
import static dev.sigrun.compiler.ir.row.Parameter.TIME;
import static dev.sigrun.compiler.ir.row.Signature.takes;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function of all values of a group of rows. Null has no value; a list has several. Functions of
 * ES|QL that are others in disguise, such as MEDIAN, are made of these.
 */
public enum AggregateFunction {
  AVG("AVG", takes(NUMBER).gives(RowType.DOUBLE)),
  /** The number of values; without an argument, of rows. */
  COUNT("COUNT", takes().optionally(ANY).gives(RowType.LONG)),
  COUNT_DISTINCT("COUNT_DISTINCT", takes(ANY).optionally(NUMBER).gives(RowType.LONG)),
  /** The value of the row with the least second argument. */
  FIRST("FIRST", takes(ANY, TIME).givesFirst()),
  /** The value of the row with the greatest second argument. */
  LAST("LAST", takes(ANY, TIME).givesFirst()),
  MAX("MAX", takes(ORDERED).givesFirst()),
  MEDIAN_ABSOLUTE_DEVIATION("MEDIAN_ABSOLUTE_DEVIATION", takes(NUMBER).gives(RowType.DOUBLE)),
  MIN("MIN", takes(ORDERED).givesFirst()),
  PERCENTILE("PERCENTILE", takes(NUMBER, NUMBER).gives(RowType.DOUBLE)),
  SUM("SUM", takes(NUMBER).givesSum()),
  TOP("TOP", takes(ORDERED, NUMBER).optionally(TEXT).givesFirst()),
  /** Each value once, in any order. */
  VALUES("VALUES", takes(ANY).givesFirst()),
  /** Of all, not of a sample. */
  VARIANCE("VARIANCE", takes(NUMBER).gives(RowType.DOUBLE));

  private static final Map<String, AggregateFunction> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toMap(AggregateFunction::word, Function.identity()));

  private final String word;
  private final Signature signature;

  AggregateFunction(String word, Signature signature) {
    this.word = word;
    this.signature = signature;
  }

  /** The function that ES|QL calls {@code word}, which is in upper case. */
  public static Optional<AggregateFunction> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** Whether the second argument orders rows. */
  public boolean isOrdered() {
    return this == FIRST || this == LAST;
  }

  /** ES|QL's name for it. */
  public String word() {
    return word;
  }

  /** Its arguments and the type of its result. */
  public Signature signature() {
    return signature;
  }
}
