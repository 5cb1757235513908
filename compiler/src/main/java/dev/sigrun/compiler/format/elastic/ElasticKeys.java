package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.format.KnownKey.Kind;
import dev.sigrun.compiler.rule.RuleType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys of a rule file, from the table by which files are checked. */
final class ElasticKeys {
  private static final Shape.Table FILE =
      new Shape.Table(
          List.of(
              new Shape.Key("metadata", RuleShape.METADATA, Need.REQUIRED),
              new Shape.Key("rule", RuleShape.RULE, Need.REQUIRED),
              new Shape.Key("transform", new Shape.AnyTable(), Need.OPTIONAL)));

  private ElasticKeys() {}

  /** The keys of the table at a path, but for those that only Kibana writes. */
  static List<KnownKey> in(List<String> path, Optional<String> typeName) {
    Optional<RuleType> type =
        Arrays.stream(RuleType.values())
            .filter(each -> typeName.equals(Optional.of(each.spelling())))
            .findFirst();
    Optional<Shape.Table> table = Optional.of(FILE);
    for (String name : path) {
      table = table.flatMap(outer -> key(outer, name)).flatMap(key -> table(key.shape()));
    }
    return table.stream()
        .flatMap(found -> found.keys().stream())
        .filter(key -> type.map(key.need()::allows).orElse(true))
        .filter(key -> !(key.shape() instanceof Shape.Anything))
        .map(key -> known(key, type))
        .toList();
  }

  private static Optional<Shape.Key> key(Shape.Table table, String name) {
    return table.keys().stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** The table that a value is, or that the elements of a list are. */
  private static Optional<Shape.Table> table(Shape shape) {
    if (shape instanceof Shape.ListOf list) {
      return table(list.element());
    }
    if (shape instanceof Shape.OneOrMore several) {
      return table(several.element());
    }
    return shape instanceof Shape.Table table ? Optional.of(table) : Optional.empty();
  }

  private static KnownKey known(Shape.Key key, Optional<RuleType> type) {
    boolean required = type.map(key.need()::requires).orElse(key.need().equals(Need.REQUIRED));
    return new KnownKey(
        key.name(), value(key.shape()), kind(key.shape()), required, words(key.shape()));
  }

  private static String value(Shape shape) {
    if (shape instanceof Shape.OrBlank orBlank) {
      return value(orBlank.shape());
    }
    if (shape instanceof Shape.Text) {
      return "a string";
    }
    if (shape instanceof Shape.Choice choice) {
      return "one of " + String.join(", ", choice.words());
    }
    if (shape instanceof Shape.Formatted formatted) {
      return "a string such as " + formatted.example();
    }
    if (shape instanceof Shape.Whole whole) {
      return whole.most() == Long.MAX_VALUE
          ? "a whole number of at least " + whole.least()
          : "a whole number from " + whole.least() + " to " + whole.most();
    }
    if (shape instanceof Shape.Truth) {
      return "true or false";
    }
    if (shape instanceof Shape.ListOf list) {
      return "a list of " + elements(list.element());
    }
    if (shape instanceof Shape.OneOrMore several) {
      return value(several.element()) + " or a list of " + elements(several.element());
    }
    return shape instanceof Shape.Anything ? "anything" : "a table";
  }

  private static String elements(Shape element) {
    if (element instanceof Shape.OrBlank orBlank) {
      return elements(orBlank.shape());
    }
    if (element instanceof Shape.Choice choice) {
      return String.join(", ", choice.words());
    }
    boolean text = element instanceof Shape.Text;
    boolean table = element instanceof Shape.Table || element instanceof Shape.AnyTable;
    return text ? "strings" : table ? "tables" : "lists";
  }

  private static Kind kind(Shape shape) {
    if (shape instanceof Shape.OrBlank orBlank) {
      return kind(orBlank.shape());
    }
    if (shape instanceof Shape.Whole || shape instanceof Shape.Truth) {
      return Kind.BARE;
    }
    if (shape instanceof Shape.Table || shape instanceof Shape.AnyTable) {
      return Kind.TABLE;
    }
    if (shape instanceof Shape.ListOf list) {
      return kind(list.element()) == Kind.TABLE ? Kind.TABLES : Kind.LIST;
    }
    return shape instanceof Shape.OneOrMore ? Kind.LIST : Kind.TEXT;
  }

  private static List<String> words(Shape shape) {
    if (shape instanceof Shape.OrBlank orBlank) {
      return words(orBlank.shape());
    }
    if (shape instanceof Shape.Choice choice) {
      return choice.words();
    }
    if (shape instanceof Shape.ListOf list) {
      return words(list.element());
    }
    if (shape instanceof Shape.OneOrMore several) {
      return words(several.element());
    }
    return shape instanceof Shape.Truth ? List.of("true", "false") : List.of();
  }
}
