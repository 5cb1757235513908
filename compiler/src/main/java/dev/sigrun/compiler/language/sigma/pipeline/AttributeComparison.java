package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import java.math.BigDecimal;
import java.util.Map;

/** Compares an attribute of a rule with a value of a pipeline. */
final class AttributeComparison {
  private final RuleCondition.Attribute asked;

  AttributeComparison(RuleCondition.Attribute asked) {
    this.asked = asked;
  }

  /** Whether the rule has the attribute, and it compares so. */
  boolean holds(Map<String, DataValue> attributes) {
    DataValue found = attributes.get(asked.name());
    if (found == null) {
      return false;
    }
    return switch (asked.comparison()) {
      case "eq" -> compare(found) == 0;
      case "ne" -> compare(found) != 0;
      case "gt" -> compare(found) > 0;
      case "gte" -> compare(found) >= 0;
      case "lt" -> compare(found) < 0;
      case "lte" -> compare(found) <= 0;
      case "in" -> isIn(found);
      default -> !isIn(found);
    };
  }

  private boolean isIn(DataValue found) {
    return PipelineTables.values(asked.value()).stream()
        .anyMatch(each -> each.plain().equals(found.plain()));
  }

  /** Numbers by their size, anything else by its text. */
  private int compare(DataValue found) {
    String left = found.plain().toString();
    String right = asked.value().plain().toString();
    try {
      return new BigDecimal(left).compareTo(new BigDecimal(right));
    } catch (NumberFormatException e) {
      return left.compareTo(right);
    }
  }
}
