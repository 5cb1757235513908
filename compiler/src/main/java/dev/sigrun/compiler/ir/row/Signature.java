package dev.sigrun.compiler.ir.row;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The arguments that a function takes, and the type of its result. Such as {@code takes(TEXT,
 * NUMBER).optionally(NUMBER).gives(KEYWORD)}.
 */
public final class Signature {
  private final Arguments arguments;
  private final Result result;
  private final RowType type;

  /** How the type of a result follows from the arguments. */
  private enum Result {
    /** It is always the same. */
    FIXED,
    /** It is that of the first argument, where texts become keywords. */
    FIRST,
    /** It is that of all shared arguments, where texts become keywords. */
    SHARED,
    /** Decimals for decimals, otherwise 64 bits. */
    SUM
  }

  /** How the number of arguments varies. */
  private enum Repetition {
    NONE,
    /** Any number at the place of the last parameter. */
    LAST,
    /** The same, and {@code f(a, b, c)} is {@code f(f(a, b), c)}. */
    FOLD
  }

  private Signature(Arguments arguments, Result result, RowType type) {
    this.arguments = arguments;
    this.result = result;
    this.type = type;
  }

  /** The arguments alone: some may be left out at the beginning or at the end. */
  static final class Arguments {
    private final List<Parameter> first;
    private final List<Parameter> required;
    private final List<Parameter> last;
    private final Repetition repetition;

    private Arguments(
        List<Parameter> first,
        List<Parameter> required,
        List<Parameter> last,
        Repetition repetition) {
      this.first = List.copyOf(first);
      this.required = List.copyOf(required);
      this.last = List.copyOf(last);
      this.repetition = repetition;
    }

    /** Before the others, {@code parameter} may be given as well. */
    Arguments optionallyFirst(Parameter parameter) {
      return new Arguments(List.of(parameter), required, last, repetition);
    }

    /** After the others, {@code parameter} may be given as well. */
    Arguments optionally(Parameter parameter) {
      return new Arguments(first, required, List.of(parameter), repetition);
    }

    /** The last one may be repeated. */
    Arguments repeated() {
      return new Arguments(first, required, last, Repetition.LAST);
    }

    Signature gives(RowType type) {
      return new Signature(this, Result.FIXED, type);
    }

    Signature givesFirst() {
      return new Signature(this, Result.FIRST, RowType.NULL);
    }

    Signature givesShared() {
      return new Signature(this, Result.SHARED, RowType.NULL);
    }

    Signature givesSum() {
      return new Signature(this, Result.SUM, RowType.NULL);
    }
  }

  static Arguments takes(Parameter... parameters) {
    return new Arguments(List.of(), List.of(parameters), List.of(), Repetition.NONE);
  }

  /** One argument or more, from left to right: {@code f(a, b, c)} is {@code f(f(a, b), c)}. */
  static Arguments folds(Parameter parameter) {
    return new Arguments(List.of(), List.of(parameter), List.of(), Repetition.FOLD);
  }

  /** Whether it takes {@code count} arguments. */
  public boolean takes(int count) {
    int optional = arguments.first.size() + arguments.last.size();
    return count >= least()
        && (arguments.repetition != Repetition.NONE || count <= least() + optional);
  }

  /** The number of required arguments. */
  public int least() {
    return arguments.required.size();
  }

  /** The kind of the argument at {@code index} of {@code count}. */
  public Parameter parameter(int index, int count) {
    List<Parameter> parameters = new ArrayList<>();
    if (count > least()) {
      parameters.addAll(arguments.first);
    }
    parameters.addAll(arguments.required);
    parameters.addAll(arguments.last);
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** Whether an argument can be a constant pattern, which matchers compile once. */
  public boolean takesPattern() {
    return arguments.required.contains(Parameter.PATTERN);
  }

  /** Whether {@code f(a, b, c)} is {@code f(f(a, b), c)}, for any number of arguments. */
  public boolean isFold() {
    return arguments.repetition == Repetition.FOLD;
  }

  /** The index of the first argument that does not fit; empty if all do. */
  public OptionalInt misfit(List<RowExpression> given) {
    RowType shared = RowType.NULL;
    for (int i = 0; i < given.size(); i++) {
      RowExpression argument = given.get(i);
      Parameter parameter = parameter(i, given.size());
      if (!parameter.accepts(argument) || (parameter.isShared() && !shared.fits(argument.type()))) {
        return OptionalInt.of(i);
      }
      if (parameter.isShared() && shared == RowType.NULL) {
        shared = argument.type();
      }
    }
    return OptionalInt.empty();
  }

  /** The type of the result for arguments that fit. */
  public RowType result(List<RowExpression> given) {
    return switch (result) {
      case FIXED -> type;
      case FIRST -> given.get(0).type().computed();
      case SHARED ->
          given.stream()
              .map(RowExpression::type)
              .filter(each -> each != RowType.NULL)
              .findFirst()
              .orElse(RowType.NULL)
              .computed();
      case SUM -> given.get(0).type() == RowType.DOUBLE ? RowType.DOUBLE : RowType.LONG;
    };
  }

  /** Refuses arguments that do not fit, and another type of the result. */
  void require(String function, RowType type, List<RowExpression> given) {
    if (!takes(given.size())) {
      throw new IllegalArgumentException(
          function + " does not take " + given.size() + " arguments.");
    }
    misfit(given)
        .ifPresent(
            index -> {
              throw new IllegalArgumentException(
                  function
                      + " takes "
                      + parameter(index, given.size()).label()
                      + " as argument "
                      + (index + 1)
                      + ", found "
                      + given.get(index).type()
                      + ".");
            });
    RowType expected = result(given);
    if (type != expected) {
      throw new IllegalArgumentException(
          "The result of " + function + " is " + expected + ", not " + type + ".");
    }
  }
}
