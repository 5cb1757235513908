package dev.sigrun.cli.report;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.format.sigma.SigmaRuleDocument;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of rules with their types, as if rules were events. A rule in Elastic's format has those
 * of {@code [rule]} and {@code [metadata]} also without the name of the table. Every rule has those
 * of {@link RuleList}, unless a key of its own has the name.
 */
public final class RuleKeys {
  private final Map<String, FieldType> types = new TreeMap<>();

  /** The keys that some of these rules have. */
  public RuleKeys(Collection<? extends Map<String, @Nullable Object>> rules) {
    rules.forEach(rule -> add("", rule));
  }

  /** All keys of a rule; empty if it cannot be read. */
  public static Optional<Map<String, @Nullable Object>> of(CheckedRule checked) {
    return checked.rule().map(rule -> of(checked, rule));
  }

  private static Map<String, @Nullable Object> of(CheckedRule checked, Rule rule) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    if (rule.document() instanceof ElasticDocument elastic) {
      keys.putAll(elastic.metadata());
      keys.putAll(elastic.rule());
      keys.put("metadata", elastic.metadata());
      keys.put("rule", elastic.rule());
      keys.put("transform", elastic.transform());
    } else if (rule.document() instanceof SigmaRuleDocument sigma) {
      keys.putAll(plain(sigma.table()));
    }
    rule.parameters().forEach(keys::putIfAbsent);
    RuleList.row(checked, rule).forEach(keys::putIfAbsent);
    return keys;
  }

  /** Leaves out null, which YAML has and events do not. */
  private static Map<String, Object> plain(DataValue.Table table) {
    Map<String, Object> plain = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (key, entry) -> {
              DataValue value = entry.value();
              if (value instanceof DataValue.Table inner) {
                plain.put(key, plain(inner));
              } else if (!(value.plain() instanceof Optional<?>)) {
                plain.put(key, value.plain());
              }
            });
    return plain;
  }

  private void add(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> table) {
      table.forEach((key, inner) -> add(path.isEmpty() ? "" + key : path + "." + key, inner));
    } else if (value instanceof Iterable<?> list) {
      list.forEach(element -> add(path, element));
    } else if (value != null) {
      types.merge(path, type(value), RuleKeys::common);
    }
  }

  private static FieldType type(Object value) {
    if (value instanceof Boolean) {
      return FieldType.BOOLEAN;
    }
    if (value instanceof Long || value instanceof Integer) {
      return FieldType.LONG;
    }
    return value instanceof Number ? FieldType.DOUBLE : FieldType.KEYWORD;
  }

  private static FieldType common(FieldType one, FieldType other) {
    if (one == other) {
      return one;
    }
    boolean numbers = List.of(FieldType.LONG, FieldType.DOUBLE).containsAll(List.of(one, other));
    return numbers ? FieldType.DOUBLE : FieldType.KEYWORD;
  }

  /** Their names, with dots between those of tables and keys. */
  public Set<String> names() {
    return Collections.unmodifiableSet(types.keySet());
  }

  /** Their types. A key that holds values in some rules and further keys in others has none. */
  public Schema schema() {
    Map<String, FieldType> plain = new TreeMap<>(types);
    plain
        .keySet()
        .removeIf(name -> types.keySet().stream().anyMatch(k -> k.startsWith(name + ".")));
    return Schema.of(plain);
  }
}
