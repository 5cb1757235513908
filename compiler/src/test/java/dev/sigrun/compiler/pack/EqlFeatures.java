package dev.sigrun.compiler.pack;

import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Arithmetic;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Call;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Comparison;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.In;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Match;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.NumberLiteral;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Sign;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.StringLiteral;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The features of EQL by name: all there are, and those that one query uses. */
final class EqlFeatures {
  /** Functions of the IR that no name in EQL calls. */
  private static final Set<Function> NOT_IN_EQL =
      EnumSet.of(
          Function.NEGATE,
          Function.MINUTE,
          Function.HOUR,
          Function.DAY,
          Function.WEEK,
          Function.MONTH,
          Function.YEAR);

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u\\{|.)");
  private static final String ESCAPES = "btnfr\"'\\";
  private static final List<String> WORDS =
      List.of(
          "and",
          "or",
          "not",
          "sign -",
          "sign +",
          "in",
          "not in",
          "in~",
          "not in~",
          "function cidrmatch",
          "function with three or more arguments",
          "optional field ?name",
          "field in backticks",
          "text in quotes",
          "text in three quotes",
          "text in three quotes that ends in a quote",
          "escape \\u{...}",
          "whole number",
          "whole number of 64 bits",
          "number with a fraction",
          "number with an exponent",
          "true",
          "false",
          "== null",
          "!= null",
          "boolean field as a condition",
          "comment //",
          "comment /* */",
          "category",
          "category in quotes",
          "any where",
          "single event",
          "sequence",
          "sequence without maxspan",
          "sequence without keys of its own",
          "sequence of one item with runs",
          "sample",
          "sample with keys of its items",
          "until",
          "until with keys of its own",
          "with runs",
          "by of the whole query",
          "by of an item",
          "by of several fields",
          "by an optional field",
          "missing event first",
          "missing event between",
          "missing event last");

  private final Set<String> found = new TreeSet<>();

  private EqlFeatures() {}

  /** Every feature of the language that rules can use. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(WORDS);
    Stream.of(Comparison.Operator.values()).forEach(o -> all.add("operator " + o.symbol()));
    Stream.of(Arithmetic.Operator.values()).forEach(o -> all.add("operator " + o.symbol()));
    for (Match.Operator operator : Match.Operator.values()) {
      all.add("operator " + operator.symbol() + " with one pattern");
      all.add("operator " + operator.symbol() + " with a list");
    }
    Stream.of(Function.values())
        .filter(function -> !NOT_IN_EQL.contains(function))
        .forEach(function -> all.add("function " + function.symbol().toLowerCase(Locale.ROOT)));
    Stream.of(EqlQuery.MaxSpan.Unit.values()).forEach(u -> all.add("maxspan in " + u.symbol()));
    ESCAPES.chars().forEach(escaped -> all.add("escape \\" + (char) escaped));
    return all;
  }

  /** The features that {@code query}, written as {@code text}, uses. */
  static Set<String> of(EqlQuery query, String text) {
    EqlFeatures features = new EqlFeatures();
    features.query(query);
    features.comments((Record) query, text);
    Pack.nodes((Record) query).forEach(features::node);
    return features.found;
  }

  private void query(EqlQuery query) {
    if (query instanceof EqlQuery.Sequence sequence) {
      found.add("sequence");
      sequence(sequence);
    } else if (query instanceof EqlQuery.Sample sample) {
      found.add("sample");
      addIf("sample with keys of its items", sample.stages().stream().anyMatch(s -> hasKeys(s)));
      keys(sample.keys(), "by of the whole query");
    } else {
      found.add("single event");
    }
  }

  private void sequence(EqlQuery.Sequence sequence) {
    List<EqlQuery.Stage> stages = sequence.stages();
    keys(sequence.keys(), "by of the whole query");
    sequence.maxSpan().ifPresent(span -> found.add("maxspan in " + span.unit().symbol()));
    addIf("sequence without maxspan", sequence.maxSpan().isEmpty());
    addIf("sequence without keys of its own", sequence.keys().isEmpty());
    addIf("sequence of one item with runs", stages.size() == 1 && stages.get(0).runs() > 1);
    addIf("until", sequence.until().isPresent());
    addIf("until with keys of its own", sequence.until().filter(s -> hasKeys(s)).isPresent());
    for (int i = 0; i < stages.size(); i++) {
      String place = i == 0 ? "first" : i == stages.size() - 1 ? "last" : "between";
      addIf("missing event " + place, stages.get(i).missing());
    }
  }

  private static boolean hasKeys(EqlQuery.Stage stage) {
    return !stage.keys().isEmpty();
  }

  private void keys(List<Field> keys, String feature) {
    addIf(feature, !keys.isEmpty());
    addIf("by of several fields", keys.size() > 1);
    addIf("by an optional field", keys.stream().anyMatch(Field::optional));
  }

  private void node(Record node) {
    if (node instanceof EqlQuery.Stage stage) {
      keys(stage.keys(), "by of an item");
      addIf("with runs", stage.runs() > 1);
    } else if (node instanceof EqlQuery.Category category) {
      boolean quoted = category.origin().text().startsWith("\"");
      found.add(
          category.name().isEmpty() ? "any where" : quoted ? "category in quotes" : "category");
    } else if (node instanceof EqlExpression expression) {
      expression(expression);
    }
  }

  private void expression(EqlExpression node) {
    if (node instanceof EqlExpression.And and) {
      found.add("and");
      conditions(and.terms());
    } else if (node instanceof EqlExpression.Or or) {
      found.add("or");
      conditions(or.terms());
    } else if (node instanceof EqlExpression.Not not) {
      found.add("not");
      conditions(List.of(not.operand()));
    } else if (node instanceof Comparison comparison) {
      comparison(comparison);
    } else if (node instanceof Arithmetic arithmetic) {
      found.add("operator " + arithmetic.operator().symbol());
    } else if (node instanceof Sign sign) {
      found.add(sign.minus() ? "sign -" : "sign +");
    } else if (node instanceof In in) {
      found.add((in.negated() ? "not in" : "in") + (in.ignoringCase() ? "~" : ""));
    } else if (node instanceof Match match) {
      String patterns = match.patterns().size() > 1 ? " with a list" : " with one pattern";
      found.add("operator " + match.operator().symbol() + patterns);
    } else if (node instanceof Call call) {
      String tilde = call.ignoringCase() ? "~" : "";
      found.add("function " + call.name().toLowerCase(Locale.ROOT) + tilde);
      addIf("function with three or more arguments", call.arguments().size() > 2);
    } else if (node instanceof Field field) {
      addIf("optional field ?name", field.optional());
      addIf("field in backticks", field.origin().text().contains("`"));
    } else {
      literal(node);
    }
  }

  private void conditions(List<EqlExpression> terms) {
    addIf("boolean field as a condition", terms.stream().anyMatch(Field.class::isInstance));
  }

  private void comparison(Comparison comparison) {
    String symbol = comparison.operator().symbol();
    found.add("operator " + symbol);
    addIf(symbol + " null", comparison.right() instanceof EqlExpression.NullLiteral);
  }

  private void literal(EqlExpression node) {
    String text = node.origin().text();
    if (node instanceof EqlExpression.BooleanLiteral literal) {
      found.add(String.valueOf(literal.value()));
    } else if (node instanceof NumberLiteral number) {
      addIf("whole number", number.value() instanceof Integer);
      addIf("whole number of 64 bits", number.value() instanceof Long);
      addIf("number with a fraction", text.contains("."));
      addIf("number with an exponent", text.toLowerCase(Locale.ROOT).contains("e"));
    } else if (node instanceof StringLiteral && text.startsWith("\"\"\"")) {
      found.add("text in three quotes");
      addIf("text in three quotes that ends in a quote", text.endsWith("\"\"\"\""));
    } else if (node instanceof StringLiteral) {
      found.add("text in quotes");
      for (Matcher escapes = ESCAPE.matcher(text); escapes.find(); ) {
        found.add("escape \\" + (escapes.group(1).equals("u{") ? "u{...}" : escapes.group(1)));
      }
    }
  }

  /** Comments leave no node: they are looked for where no text is. */
  private void comments(Record query, String text) {
    StringBuilder code = new StringBuilder(text);
    Pack.nodes(query)
        .filter(StringLiteral.class::isInstance)
        .map(literal -> ((StringLiteral) literal).origin().span())
        .forEach(s -> code.replace(s.start(), s.end(), "_".repeat(s.end() - s.start())));
    addIf("comment //", code.indexOf("//") >= 0);
    addIf("comment /* */", code.indexOf("/*") >= 0);
  }

  private void addIf(String feature, boolean used) {
    if (used) {
      found.add(feature);
    }
  }
}
