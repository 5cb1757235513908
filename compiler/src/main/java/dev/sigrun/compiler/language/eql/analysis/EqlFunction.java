package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.Function;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions of EQL with what they take. Names are looked up case-insensitively. Elasticsearch
 * has exactly these; functions of older EQL, such as {@code match} and {@code wildcard}, are
 * unknown to it.
 */
enum EqlFunction {
  ADD("add", Function.ADD, Parameter.NUMBER, Parameter.NUMBER),
  BETWEEN(
      "between",
      Function.BETWEEN,
      Function.BETWEEN_IGNORING_CASE,
      Parameter.STRING,
      Parameter.STRING,
      Parameter.STRING,
      Parameter.BOOLEAN),
  CIDR_MATCH("cidrMatch", Parameter.ADDRESS, Parameter.BLOCKS),
  CONCAT("concat", Function.CONCAT, Parameter.ANYTHING),
  DIVIDE("divide", Function.DIVIDE, Parameter.NUMBER, Parameter.NUMBER),
  ENDS_WITH(
      "endsWith",
      Function.ENDS_WITH,
      Function.ENDS_WITH_IGNORING_CASE,
      Parameter.STRING,
      Parameter.STRING),
  INDEX_OF(
      "indexOf",
      Function.INDEX_OF,
      Function.INDEX_OF_IGNORING_CASE,
      Parameter.STRING,
      Parameter.STRING,
      Parameter.INTEGER),
  LENGTH("length", Function.LENGTH, Parameter.STRING),
  MODULO("modulo", Function.MODULO, Parameter.NUMBER, Parameter.NUMBER),
  MULTIPLY("multiply", Function.MULTIPLY, Parameter.NUMBER, Parameter.NUMBER),
  NUMBER("number", Function.NUMBER, Parameter.STRING, Parameter.INTEGER),
  STARTS_WITH(
      "startsWith",
      Function.STARTS_WITH,
      Function.STARTS_WITH_IGNORING_CASE,
      Parameter.STRING,
      Parameter.STRING),
  STRING("string", Function.STRING, Parameter.ANYTHING),
  STRING_CONTAINS(
      "stringContains",
      Function.STRING_CONTAINS,
      Function.STRING_CONTAINS_IGNORING_CASE,
      Parameter.STRING,
      Parameter.STRING),
  SUBSTRING(
      "substring", Function.SUBSTRING, Parameter.STRING, Parameter.INTEGER, Parameter.INTEGER),
  SUBTRACT("subtract", Function.SUBTRACT, Parameter.NUMBER, Parameter.NUMBER);

  /** The kind of argument that a parameter accepts. Null fits everywhere. */
  enum Parameter {
    STRING("a string"),
    NUMBER("a number"),
    /** A whole number: a literal with a fraction is refused. */
    INTEGER("an integer"),
    BOOLEAN("a boolean"),
    /** Anything but analysed text. */
    ANYTHING("a value"),
    /** A field of type ip, or a string that is computed. */
    ADDRESS("an ip field or a computed string"),
    /** Constant strings that are CIDR blocks. */
    BLOCKS("a constant CIDR block");

    private final String label;

    Parameter(String label) {
      this.label = label;
    }

    /** A description of the accepted argument, for messages. */
    String label() {
      return label;
    }

    /** The type that a field of unknown type has here, if that says anything. */
    Optional<Type> hint() {
      return switch (this) {
        case STRING -> Optional.of(Type.STRING);
        case NUMBER, INTEGER -> Optional.of(Type.NUMBER);
        case BOOLEAN -> Optional.of(Type.BOOLEAN);
        case ADDRESS -> Optional.of(Type.IP);
        case ANYTHING, BLOCKS -> Optional.empty();
      };
    }
  }

  private static final List<String> NAMES =
      Arrays.stream(values()).map(EqlFunction::spelling).toList();

  private final String spelling;
  private final Optional<Function> plain;
  private final Optional<Function> ignoringCase;
  private final int least;
  private final List<Parameter> parameters;

  EqlFunction(String spelling, Function plain, Parameter... parameters) {
    this(spelling, Optional.of(plain), Optional.empty(), plain.least(), parameters);
  }

  EqlFunction(String spelling, Function plain, Function ignoringCase, Parameter... parameters) {
    this(spelling, Optional.of(plain), Optional.of(ignoringCase), plain.least(), parameters);
  }

  /** A test that is not a function of the IR, and needs all its parameters. */
  EqlFunction(String spelling, Parameter... parameters) {
    this(spelling, Optional.empty(), Optional.empty(), parameters.length, parameters);
  }

  EqlFunction(
      String spelling,
      Optional<Function> plain,
      Optional<Function> ignoringCase,
      int least,
      Parameter... parameters) {
    this.spelling = spelling;
    this.plain = plain;
    this.ignoringCase = ignoringCase;
    this.least = least;
    this.parameters = List.of(parameters);
  }

  /** The function that is written so, in any case. */
  static Optional<EqlFunction> named(String name) {
    return Arrays.stream(values()).filter(f -> f.spelling.equalsIgnoreCase(name)).findFirst();
  }

  /** The spellings of all functions, in the order of the alphabet. */
  static List<String> names() {
    return NAMES;
  }

  /** The spelling of the manual. */
  String spelling() {
    return spelling;
  }

  /** The function of the IR; empty for {@code cidrMatch}, which becomes a test. */
  Optional<Function> function(boolean ignoresCase) {
    return ignoresCase ? ignoringCase : plain;
  }

  /** Whether it has a form with a tilde. */
  boolean hasCaseInsensitiveForm() {
    return ignoringCase.isPresent();
  }

  /**
   * The parameter at {@code index}; the last one of {@code concat} and {@code cidrMatch} repeats.
   */
  Parameter parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** The number of parameters, of which the last may be repeated. */
  int parameterCount() {
    return parameters.size();
  }

  /** The number of required arguments. */
  int least() {
    return least;
  }

  /** Whether it takes {@code count} arguments. */
  boolean takes(int count) {
    return count >= least && (repeatsLast() || count <= parameters.size());
  }

  /** Whether the last argument may be repeated. */
  boolean repeatsLast() {
    return this == CONCAT || this == CIDR_MATCH;
  }

  /** The number of arguments in words: {@code "two or three arguments"}. */
  String arity() {
    String[] words = {"no", "one", "two", "three", "four"};
    int most = parameters.size();
    String count =
        repeatsLast()
            ? words[least] + " or more"
            : most == least ? words[least] : words[least] + " or " + words[most];
    return String.format(Locale.ROOT, "%s argument%s", count, "one".equals(count) ? "" : "s");
  }
}
