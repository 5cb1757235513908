package dev.sigrun.compiler.language.esql.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A function of ES|QL.
 *
 * @param name in upper case
 * @param kind where it can be called
 * @param since the first version of Elasticsearch that has it, or 8.19 if it is older
 * @param result a type, or how it follows from the arguments
 * @param parameters in order
 */
record EsqlFunction(
    String name, Kind kind, String since, Result result, List<Parameter> parameters) {
  EsqlFunction {
    parameters = List.copyOf(parameters);
  }

  /** The places in which a function can be called. */
  enum Kind {
    SCALAR,
    AGGREGATE,
    GROUPING,
    SEARCH
  }

  /** The ways in which the type of a result follows from the arguments. */
  enum Rule {
    FIXED,
    FIRST,
    COMMON,
    SUM,
    CASE
  }

  /**
   * The type of a result.
   *
   * @param type of a fixed one
   */
  record Result(Rule rule, EsqlType type) {
    static Result of(String text) {
      for (Rule rule : Rule.values()) {
        if (rule.name().equalsIgnoreCase(text)) {
          return new Result(rule, EsqlType.ANY);
        }
      }
      return new Result(Rule.FIXED, EsqlType.valueOf(text.toUpperCase(Locale.ROOT)));
    }
  }

  /** The number of arguments that a parameter takes. */
  enum Multiplicity {
    ONE,
    OPTIONAL,
    ANY,
    SOME
  }

  /**
   * A parameter.
   *
   * @param label what it takes, for messages
   * @param types empty for any type
   * @param isMap whether it takes options in braces
   */
  record Parameter(String label, Set<EsqlType> types, Multiplicity multiplicity, boolean isMap) {
    Parameter {
      types = Set.copyOf(types);
    }

    static Parameter of(String text) {
      Multiplicity multiplicity =
          switch (text.charAt(text.length() - 1)) {
            case '?' -> Multiplicity.OPTIONAL;
            case '*' -> Multiplicity.ANY;
            case '+' -> Multiplicity.SOME;
            default -> Multiplicity.ONE;
          };
      String types = multiplicity == Multiplicity.ONE ? text : text.substring(0, text.length() - 1);
      if (types.equals("map")) {
        return new Parameter("options", Set.of(), multiplicity, true);
      }
      Set<EsqlType> accepted = EnumSet.noneOf(EsqlType.class);
      List<String> labels = new ArrayList<>();
      for (String family : types.split("/", -1)) {
        accepted.addAll(family(family));
        labels.add(label(family));
      }
      return new Parameter(String.join(" or ", labels), accepted, multiplicity, false);
    }

    boolean accepts(EsqlType type) {
      return types.isEmpty() || type.isOpen() || types.contains(type);
    }

    boolean isRequired() {
      return multiplicity == Multiplicity.ONE || multiplicity == Multiplicity.SOME;
    }

    boolean isRepeated() {
      return multiplicity == Multiplicity.ANY || multiplicity == Multiplicity.SOME;
    }

    private static Set<EsqlType> family(String name) {
      return switch (name) {
        case "any" -> EnumSet.noneOf(EsqlType.class);
        case "string" -> EnumSet.of(EsqlType.KEYWORD, EsqlType.TEXT);
        case "whole" ->
            EnumSet.of(EsqlType.INTEGER, EsqlType.LONG, EsqlType.UNSIGNED_LONG, EsqlType.NUMBER);
        case "number" ->
            EnumSet.of(
                EsqlType.INTEGER,
                EsqlType.LONG,
                EsqlType.UNSIGNED_LONG,
                EsqlType.DOUBLE,
                EsqlType.NUMBER);
        case "temporal" -> EnumSet.of(EsqlType.DATETIME, EsqlType.DATE_NANOS);
        case "geo" ->
            EnumSet.of(
                EsqlType.GEO_POINT,
                EsqlType.GEO_SHAPE,
                EsqlType.CARTESIAN_POINT,
                EsqlType.CARTESIAN_SHAPE);
        default -> EnumSet.of(EsqlType.valueOf(name.toUpperCase(Locale.ROOT)));
      };
    }

    private static String label(String family) {
      return switch (family) {
        case "any" -> "a value";
        case "whole" -> "a whole number";
        case "temporal" -> "a date";
        case "geo" -> "a point or shape";
        case "ip" -> "an address";
        case "span" -> "a span of time";
        case "source" -> "_source";
        default -> "a " + family;
      };
    }
  }

  /** A line of the table. */
  static EsqlFunction parse(String line) {
    List<String> words = Arrays.asList(line.trim().split("\\s+"));
    return new EsqlFunction(
        words.get(0),
        Kind.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
        words.get(2),
        Result.of(words.get(3)),
        words.subList(4, words.size()).stream().map(Parameter::of).toList());
  }

  /** The fewest arguments. */
  int least() {
    return (int) parameters.stream().filter(Parameter::isRequired).count();
  }

  /** The most arguments. */
  int most() {
    boolean isRepeated = parameters.stream().anyMatch(Parameter::isRepeated);
    return isRepeated ? Integer.MAX_VALUE : parameters.size();
  }

  /** The parameter that takes the argument at {@code index} of {@code count}. */
  Parameter parameter(int index, boolean isMap) {
    if (isMap) {
      Parameter last = parameters.get(parameters.size() - 1);
      return last.isMap() ? last : parameters.get(Math.min(index, parameters.size() - 1));
    }
    int last = parameters.size() - 1;
    while (last > 0 && parameters.get(last).isMap()) {
      last--;
    }
    boolean isRepeated = parameters.get(last).isRepeated();
    return parameters.get(Math.min(index, isRepeated ? last : parameters.size() - 1));
  }
}
