package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON Schema of rule files, made from the table that checks them. */
class RuleSchemaTest {
  private static final GoldenFiles SCHEMAS =
      GoldenFiles.in(Path.of("..", "docs"), RuleSchemaTest.class);

  @Test
  void theSchemaSaysWhatTheCompilerChecks() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Elastic detection rule");
    schema.put("description", "A detection rule in the format of Elastic's public rules.");
    schema.put("type", "object");
    schema.put("required", List.of("rule"));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("metadata", schema(RuleShape.METADATA));
    Map<String, Object> rule = schema(RuleShape.RULE);
    rule.put("allOf", ofTypes(RuleShape.RULE));
    properties.put("rule", rule);
    schema.put("properties", properties);
    SCHEMAS.check("schemas", "rule.schema.json", JsonValues.writePretty(schema) + "\n");
  }

  /** For each type of rule the keys that it must and must not have. */
  private static List<Object> ofTypes(Shape.Table table) {
    List<Object> conditions = new ArrayList<>();
    for (RuleType type : RuleType.values()) {
      List<String> required = new ArrayList<>();
      Map<String, Object> refused = new LinkedHashMap<>();
      for (Shape.Key key : table.keys()) {
        if (key.need().requires(type)) {
          required.add(key.name());
        } else if (!key.need().allows(type)) {
          refused.put(key.name(), false);
        }
      }
      Map<String, Object> then = new LinkedHashMap<>();
      then.put("required", required);
      then.put("properties", refused);
      Map<String, Object> condition = new LinkedHashMap<>();
      condition.put("if", Map.of("properties", Map.of("type", Map.of("const", type.spelling()))));
      condition.put("then", then);
      conditions.add(condition);
    }
    return conditions;
  }

  private static Map<String, Object> schema(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (shape instanceof Shape.Text text) {
      schema.put("type", "string");
      if (!text.mayBeBlank()) {
        schema.put("pattern", "\\S");
      }
    } else if (shape instanceof Shape.OrBlank optional) {
      if (optional.shape() instanceof Shape.Text) {
        return schema(new Shape.Text(true));
      }
      schema.put("anyOf", List.of(schema(optional.shape()), Map.of("pattern", "^\\s*$")));
    } else if (shape instanceof Shape.Choice choice) {
      schema.put("enum", choice.words());
    } else if (shape instanceof Shape.Formatted formatted) {
      schema.put("type", "string");
      schema.put("pattern", "^(?:" + formatted.regex() + ")$");
      schema.put("examples", List.of(formatted.example()));
    } else if (shape instanceof Shape.Whole whole) {
      schema.put("type", "integer");
      schema.put("minimum", whole.least());
      if (whole.most() != Long.MAX_VALUE) {
        schema.put("maximum", whole.most());
      }
    } else if (shape instanceof Shape.Truth) {
      schema.put("type", "boolean");
    } else if (shape instanceof Shape.ListOf list) {
      schema.put("type", "array");
      schema.put("items", schema(list.element()));
      if (list.least() > 0) {
        schema.put("minItems", list.least());
      }
      if (list.most() < Integer.MAX_VALUE) {
        schema.put("maxItems", list.most());
      }
    } else if (shape instanceof Shape.OneOrMore some) {
      schema.put("oneOf", List.of(schema(some.element()), schema(some.list())));
    } else if (shape instanceof Shape.AnyTable) {
      schema.put("type", "object");
    } else if (shape instanceof Shape.Table table) {
      schema.put("type", "object");
      schema.put("additionalProperties", false);
      List<String> required = new ArrayList<>();
      Map<String, Object> properties = new LinkedHashMap<>();
      for (Shape.Key key : table.keys()) {
        properties.put(key.name(), schema(key.shape()));
        if (key.need().required().containsAll(EnumSet.allOf(RuleType.class))) {
          required.add(key.name());
        }
      }
      schema.put("properties", properties);
      if (!required.isEmpty()) {
        schema.put("required", required);
      }
    }
    return schema;
  }
}
