package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns calls and conversions into those of the IR. */
final class RowCalls {
  private final RowExpressions expressions;
  private final RowReports reports;
  private final RowSearches searches;
  private final RowTypes types;

  RowCalls(RowExpressions expressions, RowReports reports, RowSearches searches) {
    this.expressions = expressions;
    this.reports = reports;
    this.searches = searches;
    this.types = new RowTypes(reports);
  }

  RowExpression lower(EsqlExpression.Call call) {
    String name = call.name().text().toUpperCase(Locale.ROOT);
    switch (name) {
      case "KQL" -> {
        return searches.kql(call);
      }
      case "MATCH" -> {
        Optional<EsqlExpression.MapLiteral> options =
            call.arguments().size() > 2
                ? Optional.of((EsqlExpression.MapLiteral) call.arguments().get(2))
                : Optional.empty();
        return searches.match(
            call.origin(), call.arguments().get(0), call.arguments().get(1), options);
      }
      default -> {}
    }
    if (call.arguments().stream().anyMatch(EsqlExpression.MapLiteral.class::isInstance)) {
      return reports.function(call.origin(), name + " with options");
    }
    List<RowExpression> arguments = expressions.lower(call.arguments());
    Optional<RowType> conversion = conversion(name);
    return conversion.isPresent()
        ? types.convert(call.origin(), arguments.get(0), conversion.get())
        : call(call.origin(), name, arguments);
  }

  private static Optional<RowType> conversion(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "TO_STRING" -> RowType.KEYWORD;
          case "TO_INTEGER" -> RowType.INTEGER;
          case "TO_LONG" -> RowType.LONG;
          case "TO_UNSIGNED_LONG" -> RowType.UNSIGNED_LONG;
          case "TO_DOUBLE" -> RowType.DOUBLE;
          case "TO_BOOLEAN" -> RowType.BOOLEAN;
          case "TO_DATETIME" -> RowType.DATE;
          case "TO_DATE_NANOS" -> RowType.DATE_NANOS;
          case "TO_IP" -> RowType.IP;
          case "TO_VERSION" -> RowType.VERSION;
          case "TO_GEOPOINT" -> RowType.GEO_POINT;
          default -> null;
        });
  }

  RowExpression cast(EsqlExpression.Cast cast) {
    RowExpression operand = expressions.lower(cast.value());
    String name = cast.type().text().toLowerCase(Locale.ROOT);
    Optional<RowType> type =
        conversion(
            switch (name) {
              case "string", "keyword" -> "TO_STRING";
              case "int", "integer" -> "TO_INTEGER";
              case "ul", "unsigned_long" -> "TO_UNSIGNED_LONG";
              case "bool", "boolean" -> "TO_BOOLEAN";
              case "date", "datetime" -> "TO_DATETIME";
              case "geo_point" -> "TO_GEOPOINT";
              default -> "TO_" + name.toUpperCase(Locale.ROOT);
            });
    return type.isPresent()
        ? types.convert(cast.origin(), operand, type.get())
        : reports.function(cast.origin(), "::" + name);
  }

  private RowExpression call(Origin origin, String name, List<RowExpression> arguments) {
    return switch (name) {
      case "CASE" -> choice(origin, arguments);
      case "CIDR_MATCH" -> cidrMatch(origin, arguments);
      case "PI" -> RowConstants.of(origin, RowType.DOUBLE, Math.PI);
      case "E" -> RowConstants.of(origin, RowType.DOUBLE, Math.E);
      case "TAU" -> RowConstants.of(origin, RowType.DOUBLE, 2 * Math.PI);
      case "MD5", "SHA1", "SHA256" -> {
        String algorithm = name.replace("SHA", "SHA-");
        yield call(
            origin,
            RowFunction.HASH,
            List.of(RowConstants.of(origin, RowType.KEYWORD, algorithm), arguments.get(0)));
      }
      case "TBUCKET", "BUCKET" -> reports.function(origin, name);
      default -> {
        Optional<RowFunction> function = RowFunction.named(name);
        yield function.isPresent()
            ? call(origin, function.get(), arguments)
            : reports.function(origin, name);
      }
    };
  }

  /** A call with arguments of the types that the function takes. */
  RowExpression call(Origin origin, RowFunction function, List<RowExpression> arguments) {
    return types
        .arguments(function.signature(), arguments)
        .<RowExpression>map(fitting -> RowExpression.Call.of(origin, function, fitting))
        .orElseGet(() -> RowConstants.ofNull(origin));
  }

  private RowExpression cidrMatch(Origin origin, List<RowExpression> arguments) {
    List<IpBlock> blocks = new ArrayList<>();
    boolean isNull = false;
    for (RowExpression argument : arguments.subList(1, arguments.size())) {
      List<Object> values =
          argument instanceof RowExpression.Constant constant ? constant.values() : List.of();
      List<IpBlock> found =
          values.stream().flatMap(value -> IpBlock.parse(value.toString()).stream()).toList();
      if (!(argument instanceof RowExpression.Constant) || found.size() < values.size()) {
        return reports.notConstant(argument.origin(), "the block of addresses");
      }
      isNull |= values.isEmpty();
      blocks.addAll(found);
    }
    RowExpression address = types.as(RowType.IP, arguments.get(0));
    return isNull
        ? new RowExpression.Constant(origin, RowType.BOOLEAN, List.of())
        : new RowExpression.InBlocks(origin, address, blocks);
  }

  private RowExpression choice(Origin origin, List<RowExpression> arguments) {
    List<RowExpression> values =
        types.same(
            IntStream.range(0, arguments.size())
                .filter(i -> i % 2 == 1 || i == arguments.size() - 1)
                .mapToObj(arguments::get)
                .toList());
    List<RowExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      branches.add(
          new RowExpression.Branch(types.as(RowType.BOOLEAN, arguments.get(i)), values.get(i / 2)));
    }
    Optional<RowExpression> otherwise =
        arguments.size() % 2 == 1 ? Optional.of(values.get(values.size() - 1)) : Optional.empty();
    RowType type = values.get(0).type().computed();
    return new RowExpression.Case(origin, type, branches, otherwise);
  }
}
