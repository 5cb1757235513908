package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.rule.FieldName;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a rule looks for as YAML that reads the same. */
public final class SigmaPrinter {
  private static final String STEP = "  ";

  private final StringBuilder yaml = new StringBuilder();

  private SigmaPrinter() {}

  /** The log source and the detection of {@code rule}, with its tags. */
  public static String print(SigmaRule rule) {
    SigmaPrinter printer = new SigmaPrinter();
    printer.printRule(rule);
    return printer.yaml.toString();
  }

  /** The log source, the rules and the selections of {@code filter}. */
  public static String print(SigmaFilter filter) {
    SigmaPrinter printer = new SigmaPrinter();
    printer.print(filter.logSource());
    printer.yaml.append("filter:\n");
    printer.yaml.append(STEP).append("rules:");
    printer.list(filter.rules(), "any");
    printer.print(filter.identifiers(), filter.condition());
    return printer.yaml.toString();
  }

  /** The correlation, without what it says about itself. */
  public static String print(SigmaCorrelation correlation) {
    SigmaPrinter printer = new SigmaPrinter();
    printer.printCorrelation(correlation);
    return printer.yaml.toString();
  }

  private void printCorrelation(SigmaCorrelation correlation) {
    yaml.append("correlation:\n");
    entry("type", correlation.type().spelling());
    yaml.append(STEP).append("rules:");
    list(correlation.rules(), "[]");
    yaml.append(STEP).append("group-by:");
    list(correlation.groupBy(), "[]");
    entry("timespan", correlation.timespan().toSeconds() + "s");
    if (!correlation.aliases().isEmpty()) {
      yaml.append(STEP).append("aliases:\n");
      for (SigmaCorrelation.Alias alias : correlation.aliases()) {
        yaml.append(STEP + STEP).append(quoted(alias.name())).append(":\n");
        for (SigmaCorrelation.AliasField field : alias.fields()) {
          yaml.append(STEP + STEP + STEP)
              .append(quoted(field.rule().name()))
              .append(": ")
              .append(quoted(field.field().name()))
              .append('\n');
        }
      }
    }
    if (correlation.condition() instanceof SigmaCorrelation.Combination combination) {
      entry("condition", condition(combination.condition(), 0));
    } else {
      print((SigmaCorrelation.Bounds) correlation.condition());
    }
    if (correlation.generates()) {
      yaml.append(STEP).append("generate: true\n");
    }
  }

  private void print(SigmaCorrelation.Bounds bounds) {
    yaml.append(STEP).append("condition:\n");
    Range<BigDecimal> range = bounds.range();
    if (range.lower().filter(Range.Bound::inclusive).isPresent()
        && range.lower().equals(range.upper())) {
      bound(bounds.negated() ? "neq" : "eq", range.lower().get());
    } else {
      range.lower().ifPresent(lower -> bound(lower.inclusive() ? "gte" : "gt", lower));
      range.upper().ifPresent(upper -> bound(upper.inclusive() ? "lte" : "lt", upper));
    }
    if (!bounds.fields().isEmpty()) {
      yaml.append(STEP + STEP).append("field:");
      list(bounds.fields(), "[]");
    }
    bounds
        .percentile()
        .ifPresent(share -> yaml.append(STEP + STEP + "percentile: " + number(share) + "\n"));
  }

  private void bound(String key, Range.Bound<BigDecimal> bound) {
    yaml.append(STEP + STEP + key + ": " + number(bound.value()) + "\n");
  }

  private void list(List<FieldName> names, String none) {
    if (names.isEmpty()) {
      yaml.append(' ').append(none).append('\n');
    } else {
      yaml.append('\n');
      names.forEach(
          name -> yaml.append(STEP + STEP + "- ").append(quoted(name.name())).append('\n'));
    }
  }

  private void printRule(SigmaRule rule) {
    if (!rule.tags().isEmpty()) {
      yaml.append("tags:\n");
      rule.tags().forEach(tag -> yaml.append(STEP).append("- ").append(quoted(tag)).append('\n'));
    }
    print(rule.logSource());
    yaml.append("detection:\n");
    print(rule.identifiers(), rule.condition());
  }

  private void print(LogSource source) {
    yaml.append("logsource:\n");
    source.category().ifPresent(text -> entry("category", text));
    source.product().ifPresent(text -> entry("product", text));
    source.service().ifPresent(text -> entry("service", text));
  }

  private void print(List<SigmaRule.Identifier> identifiers, SigmaCondition condition) {
    for (SigmaRule.Identifier identifier : identifiers) {
      yaml.append(STEP).append(quoted(identifier.name())).append(':');
      print(identifier.detection(), STEP + STEP);
    }
    entry("condition", condition(condition, 0));
  }

  private void entry(String key, String value) {
    yaml.append(STEP).append(key).append(": ").append(quoted(value)).append('\n');
  }

  /** Prints behind a key or a dash; ends the line. */
  private void print(SigmaDetection detection, String indent) {
    if (detection instanceof SigmaDetection.All all) {
      yaml.append('\n');
      for (SigmaDetection part : all.parts()) {
        SigmaDetection.Item item = (SigmaDetection.Item) part;
        String modifiers =
            item.modifiers().stream()
                .map(modifier -> "|" + modifier.kind().spelling())
                .collect(Collectors.joining());
        yaml.append(indent).append(quoted(item.field().orElse("") + modifiers)).append(':');
        values(item.values(), indent + STEP);
      }
    } else if (detection instanceof SigmaDetection.Any any) {
      yaml.append('\n');
      for (SigmaDetection part : any.parts()) {
        if (part instanceof SigmaDetection.Item item) {
          items(item.values(), indent);
        } else {
          yaml.append(indent).append('-');
          print(part, indent + STEP);
        }
      }
    } else {
      values(((SigmaDetection.Item) detection).values(), indent);
    }
  }

  private void values(List<SigmaValue> values, String indent) {
    if (values.size() == 1) {
      yaml.append(' ').append(value(values.get(0))).append('\n');
    } else {
      yaml.append('\n');
      items(values, indent);
    }
  }

  private void items(List<SigmaValue> values, String indent) {
    values.forEach(each -> yaml.append(indent).append("- ").append(value(each)).append('\n'));
  }

  private static String value(SigmaValue value) {
    if (value instanceof SigmaValue.Text text) {
      return quoted(text.written());
    }
    if (value instanceof SigmaValue.Numeric number) {
      return number(number.value());
    }
    return value instanceof SigmaValue.Truth truth ? String.valueOf(truth.value()) : "null";
  }

  private static String number(BigDecimal decimal) {
    return decimal.scale() < 0 ? decimal.toPlainString() + ".0" : decimal.toPlainString();
  }

  /**
   * The condition as written.
   *
   * @param level 0 where any operator may stand, 1 inside {@code and}, 2 behind {@code not}
   */
  private static String condition(SigmaCondition condition, int level) {
    if (condition instanceof SigmaCondition.Or or) {
      return parenthesized(level > 0, joined(or.terms(), " or ", 1));
    }
    if (condition instanceof SigmaCondition.And and) {
      return parenthesized(level > 1, joined(and.terms(), " and ", 2));
    }
    if (condition instanceof SigmaCondition.Not not) {
      return parenthesized(level > 2, "not " + condition(not.operand(), 3));
    }
    if (condition instanceof SigmaCondition.Quantified quantified) {
      return (quantified.all() ? "all of " : "1 of ") + quantified.pattern().orElse("them");
    }
    return ((SigmaCondition.Name) condition).name();
  }

  private static String joined(List<SigmaCondition> terms, String operator, int level) {
    return terms.stream().map(term -> condition(term, level)).collect(Collectors.joining(operator));
  }

  private static String parenthesized(boolean needed, String text) {
    return needed ? "(" + text + ")" : text;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c >= '\u007f' && !Character.isLetterOrDigit(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
