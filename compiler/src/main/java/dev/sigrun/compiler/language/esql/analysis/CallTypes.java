package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.esql.analysis.EsqlFunction.Parameter;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Call;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the types of calls and conversions, and reports those that do not fit. */
final class CallTypes {
  private static final DiagnosticKind UNKNOWN_FUNCTION =
      DiagnosticKind.error("ESQL046", "Unknown function '%s'.%s");
  private static final DiagnosticKind WRONG_NUMBER =
      DiagnosticKind.error("ESQL047", "Function %s takes %s, found %s.");
  private static final DiagnosticKind WRONG_TYPE =
      DiagnosticKind.error("ESQL048", "Function %s takes %s here, found %s of type %s.%s");
  private static final DiagnosticKind DIFFERENT_TYPES =
      DiagnosticKind.error(
          "ESQL049",
          "The results of %s have one type: found %s of type %s after a result of type %s.%s");
  private static final DiagnosticKind NOT_HERE =
      DiagnosticKind.error("ESQL050", "Function %s can only be used in %s.");
  private static final DiagnosticKind NESTED =
      DiagnosticKind.error(
          "ESQL051", "An aggregate cannot be inside another one. Use a second STATS.");
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("ESQL052", "Unknown type '%s'.%s Known types: %s.");
  private static final DiagnosticKind NOT_CONVERTED =
      DiagnosticKind.error("ESQL053", "%s of type %s cannot be converted to %s.");

  private final ExpressionTypes expressions;
  private final Columns columns;
  private final EsqlReports reports;
  private final Constants constants;
  private final Searches searches;
  private final Place place;

  CallTypes(
      ExpressionTypes expressions,
      Columns columns,
      EsqlReports reports,
      Constants constants,
      Searches searches,
      Place place) {
    this.expressions = expressions;
    this.columns = columns;
    this.reports = reports;
    this.constants = constants;
    this.searches = searches;
    this.place = place;
  }

  EsqlType of(Call call) {
    Optional<EsqlFunction> function = EsqlFunctions.named(call.name().text());
    if (function.isEmpty()) {
      call.arguments().forEach(expressions::of);
      String name = call.name().text();
      String upper = name.toUpperCase(Locale.ROOT);
      return reports.error(
          UNKNOWN_FUNCTION,
          call.name().origin(),
          name,
          Suggestions.didYouMean(upper, EsqlFunctions.names()));
    }
    EsqlFunction found = function.get();
    if (!isPlaced(call, found)) {
      return EsqlType.ANY;
    }
    int count = call.arguments().size();
    if (count < found.least() || count > found.most()) {
      return reports.error(
          WRONG_NUMBER, call.origin(), found.name(), expectedNumber(found), arguments(count));
    }
    boolean isAggregate = found.kind() == EsqlFunction.Kind.AGGREGATE;
    ExpressionTypes inside = isAggregate ? expressions.at(Place.ARGUMENT) : expressions;
    List<EsqlType> types = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      types.add(argument(call, found, i, inside));
    }
    checkConstants(call, found);
    if (found.kind() == EsqlFunction.Kind.SEARCH) {
      searches.call(call, found, columns);
    }
    return result(call, found, types);
  }

  private boolean isPlaced(Call call, EsqlFunction function) {
    switch (function.kind()) {
      case AGGREGATE -> {
        if (place.isArgument()) {
          reports.error(NESTED, call.origin());
          return false;
        }
        if (!place.takesAggregates()) {
          reports.error(NOT_HERE, call.origin(), function.name(), "STATS, before 'BY'");
          return false;
        }
      }
      case GROUPING -> {
        if (!place.takesGroupings()) {
          reports.error(NOT_HERE, call.origin(), function.name(), "a key of STATS");
          return false;
        }
      }
      case SCALAR, SEARCH -> {}
    }
    return true;
  }

  private EsqlType argument(Call call, EsqlFunction function, int index, ExpressionTypes inside) {
    EsqlExpression argument = call.arguments().get(index);
    if (argument instanceof EsqlExpression.Star && !function.name().equals("COUNT")) {
      return wrong(function, "a value", argument, "all rows", "");
    }
    boolean isMap = argument instanceof EsqlExpression.MapLiteral;
    Parameter parameter = function.parameter(index, isMap);
    if (isMap != parameter.isMap()) {
      return wrong(function, parameter.label(), argument, isMap ? "options" : "unknown", "");
    }
    EsqlType type = inside.of(argument);
    if (function.name().equals("CASE")) {
      checkCondition(call, index, type, argument);
      return type;
    }
    if (parameter.accepts(type)) {
      if (parameter.types().size() == 1 || parameter.types().contains(EsqlType.DATETIME)) {
        settle(argument, parameter);
      } else if (parameter.types().contains(EsqlType.DOUBLE)) {
        inside.settle(argument, EsqlType.NUMBER);
      } else if (parameter.types().contains(EsqlType.LONG)) {
        inside.settle(argument, EsqlType.LONG);
      }
      return type;
    }
    Optional<EsqlType> read = readFromText(argument, parameter);
    if (read.isPresent()) {
      return read.get();
    }
    boolean isConvertible = parameter.types().contains(EsqlType.KEYWORD);
    String hint = isConvertible ? " Convert it with TO_STRING." : "";
    return wrong(function, parameter.label(), argument, type.label(), hint);
  }

  /** A parameter that only dates fit, or only one type, says what an unknown field is. */
  private void settle(EsqlExpression argument, Parameter parameter) {
    boolean isDate =
        parameter.types().stream().allMatch(EsqlType::isDate) && !parameter.types().isEmpty();
    if (isDate) {
      expressions.settle(argument, EsqlType.DATETIME);
    } else if (parameter.types().size() == 1) {
      expressions.settle(argument, parameter.types().iterator().next());
    }
  }

  /** A text constant is read as the only type that a parameter takes. */
  private Optional<EsqlType> readFromText(EsqlExpression argument, Parameter parameter) {
    if (!(argument instanceof StringLiteral text)) {
      return Optional.empty();
    }
    Optional<EsqlType> type =
        parameter.types().stream()
            .filter(EsqlType::isReadFromText)
            .filter(t -> parameter.types().stream().allMatch(o -> o.comparesWith(t)))
            .findFirst();
    type.ifPresent(t -> constants.readAs(text, t));
    return type;
  }

  private void checkCondition(Call call, int index, EsqlType type, EsqlExpression argument) {
    boolean isCondition = index % 2 == 0 && index < call.arguments().size() - 1;
    if (!isCondition) {
      return;
    }
    if (type != EsqlType.BOOLEAN && !type.isOpen()) {
      reports.error(
          WRONG_TYPE,
          argument.origin(),
          "CASE",
          "a condition",
          ExpressionTypes.excerpt(argument),
          type.label(),
          "");
    }
    expressions.settle(argument, EsqlType.BOOLEAN);
  }

  private EsqlType wrong(
      EsqlFunction function, String expected, EsqlExpression argument, String type, String hint) {
    return reports.error(
        WRONG_TYPE,
        argument.origin(),
        function.name(),
        expected,
        ExpressionTypes.excerpt(argument),
        type,
        hint);
  }

  private EsqlType result(Call call, EsqlFunction function, List<EsqlType> types) {
    return switch (function.result().rule()) {
      case FIXED -> function.result().type();
      case FIRST -> types.get(0).computed();
      case SUM ->
          types.get(0).isOpen() || types.get(0) == EsqlType.NUMBER
              ? types.get(0)
              : types.get(0) == EsqlType.DOUBLE ? EsqlType.DOUBLE : EsqlType.LONG;
      case COMMON -> common(call, function, call.arguments(), types);
      case CASE -> {
        List<EsqlExpression> results = new ArrayList<>();
        List<EsqlType> resultTypes = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
          if (i % 2 == 1 || i == types.size() - 1) {
            results.add(call.arguments().get(i));
            resultTypes.add(types.get(i));
          }
        }
        yield common(call, function, results, resultTypes);
      }
    };
  }

  private EsqlType common(
      Call call, EsqlFunction function, List<EsqlExpression> values, List<EsqlType> types) {
    EsqlType common = EsqlType.NULL;
    for (int i = 0; i < types.size(); i++) {
      Optional<EsqlType> unified = common.unified(types.get(i));
      if (unified.isEmpty()) {
        boolean isNumber = common.isNumber() && types.get(i).isNumber();
        return reports.error(
            DIFFERENT_TYPES,
            values.get(i).origin(),
            function.name(),
            ExpressionTypes.excerpt(values.get(i)),
            types.get(i).label(),
            common.label(),
            isNumber ? " Convert the whole numbers with '::double'." : "");
      }
      common = unified.get();
    }
    boolean isSettled = !common.isOpen() && call.arguments().size() > 1;
    EsqlType type = common.isWhole() ? EsqlType.NUMBER : common;
    if (isSettled) {
      values.forEach(value -> expressions.settle(value, type));
    }
    return common.computed();
  }

  private void checkConstants(Call call, EsqlFunction function) {
    List<EsqlExpression> arguments = call.arguments();
    switch (function.name()) {
      case "CIDR_MATCH" -> texts(arguments.subList(1, arguments.size())).forEach(constants::block);
      case "REPLACE" -> texts(arguments.subList(1, 2)).forEach(constants::javaRegex);
      case "SPLIT" -> texts(arguments.subList(1, 2)).forEach(constants::delimiter);
      case "DATE_DIFF" -> texts(arguments.subList(0, 1)).forEach(constants::diffUnit);
      case "DATE_EXTRACT" -> texts(arguments.subList(0, 1)).forEach(constants::datePart);
      default -> {}
    }
  }

  /** The constant texts among some expressions, also those in lists and in conversions. */
  private static List<StringLiteral> texts(List<EsqlExpression> expressions) {
    List<StringLiteral> texts = new ArrayList<>();
    for (EsqlExpression expression : expressions) {
      if (expression instanceof StringLiteral text) {
        texts.add(text);
      } else if (expression instanceof EsqlExpression.ListLiteral list) {
        texts.addAll(texts(list.elements()));
      } else if (expression instanceof EsqlExpression.Cast cast) {
        texts.addAll(texts(List.of(cast.value())));
      }
    }
    return texts;
  }

  EsqlType cast(EsqlExpression.Cast cast) {
    EsqlType type = expressions.of(cast.value());
    String name = cast.type().text();
    Optional<EsqlType> target = EsqlType.named(name);
    if (target.isEmpty()) {
      return reports.error(
          UNKNOWN_TYPE,
          cast.type().origin(),
          name,
          Suggestions.didYouMean(name, EsqlType.names()),
          String.join(", ", EsqlType.names()));
    }
    if (!isConvertible(type, target.get())) {
      return reports.error(
          NOT_CONVERTED,
          cast.origin(),
          ExpressionTypes.excerpt(cast.value()),
          type.label(),
          target.get().label());
    }
    if (cast.value() instanceof StringLiteral text) {
      constants.readAs(text, target.get());
    }
    return target.get();
  }

  /** Whether a function of the table converts values of {@code from}. */
  private static boolean isConvertible(EsqlType from, EsqlType to) {
    String name =
        switch (to) {
          case KEYWORD -> "TO_STRING";
          case SPAN -> "TO_TIMEDURATION";
          case GEO_POINT -> "TO_GEOPOINT";
          case GEO_SHAPE -> "TO_GEOSHAPE";
          case CARTESIAN_POINT -> "TO_CARTESIANPOINT";
          case CARTESIAN_SHAPE -> "TO_CARTESIANSHAPE";
          default -> "TO_" + to.name();
        };
    return EsqlFunctions.named(name)
        .map(function -> function.parameter(0, false).accepts(from))
        .orElse(false);
  }

  private static String expectedNumber(EsqlFunction function) {
    int least = function.least();
    int most = function.most();
    if (most == Integer.MAX_VALUE) {
      return "at least " + arguments(least);
    }
    return least == most ? arguments(least) : least + " to " + arguments(most);
  }

  private static String arguments(int count) {
    return count + (count == 1 ? " argument" : " arguments");
  }
}
