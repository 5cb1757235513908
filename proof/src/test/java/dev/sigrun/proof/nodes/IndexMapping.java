package dev.sigrun.proof.nodes;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.proof.events.EventDraft;
import dev.sigrun.proof.events.Leaves;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The types of an index, made from the fields of rules as the rules were compiled with them. */
final class IndexMapping {
  private static final Map<String, Object> KEYWORD = Map.of("type", "keyword");

  /** The definition of each leaf by its dotted name, without those in nested objects. */
  private final TreeMap<String, Map<String, Object>> leaves = new TreeMap<>();

  /** Adds the fields of a rule, unless one of them contradicts the existing ones. */
  boolean add(Set<Field> fields) {
    TreeMap<String, Map<String, Object>> added = new TreeMap<>(leaves);
    for (Field field : fields) {
      if (!put(added, field)) {
        return false;
      }
    }
    leaves.putAll(added);
    return true;
  }

  /** The fields of a predicate, those of nested objects with the names of these before theirs. */
  static Set<Field> fields(Predicate predicate) {
    Set<Field> fields = new LinkedHashSet<>();
    collect(predicate, "", fields);
    return fields;
  }

  private static void collect(Predicate predicate, String path, Set<Field> fields) {
    for (Predicate leaf : Leaves.of(predicate)) {
      if (leaf instanceof Predicate.Computed computed) {
        fields.addAll(Leaves.fields(computed.condition()));
      }
      Optional<Field> field = Leaves.field(leaf);
      if (field.isPresent() && !path.isEmpty() && !field.get().pattern()) {
        fields.add(Field.named(path + field.get().name(), field.get().type()));
      } else {
        field.ifPresent(fields::add);
      }
      if (leaf instanceof Predicate.NestedAny any) {
        collect(any.element(), path + any.field().name() + ".", fields);
      }
    }
  }

  private static boolean put(TreeMap<String, Map<String, Object>> leaves, Field field) {
    String place = EventDraft.place(field);
    if (place.equals(field.name()) || field.pattern() || field.type() == ValueType.OBJECT) {
      return put(leaves, place, definition(field.type()));
    }
    // One of several ways in which the index keeps a value.
    Map<String, Object> base = leaves.getOrDefault(place, KEYWORD);
    Map<String, Object> views = new TreeMap<>();
    if (base.get("fields") instanceof Map<?, ?> known) {
      known.forEach((name, definition) -> views.put((String) name, definition));
    }
    Object before = views.put(field.name().substring(place.length() + 1), definition(field.type()));
    Map<String, Object> whole = new LinkedHashMap<>(base);
    whole.put("fields", views);
    leaves.put(place, whole);
    return (before == null || before.equals(definition(field.type()))) && isFree(leaves, place);
  }

  private static boolean put(
      TreeMap<String, Map<String, Object>> leaves, String place, Map<String, Object> definition) {
    Map<String, Object> before = leaves.get(place);
    if (before != null) {
      return definition.get("type").equals(before.get("type"))
          && Objects.equals(before.get("normalizer"), definition.get("normalizer"));
    }
    leaves.put(place, definition);
    return isFree(leaves, place);
  }

  /** Whether no other name lies above or below, but for nested objects. */
  private static boolean isFree(TreeMap<String, Map<String, Object>> leaves, String place) {
    for (int dot = place.indexOf('.'); dot > 0; dot = place.indexOf('.', dot + 1)) {
      Map<String, Object> above = leaves.get(place.substring(0, dot));
      if (above != null && !"nested".equals(above.get("type"))) {
        return false;
      }
    }
    Map<String, Object> own = leaves.get(place);
    String below = leaves.higherKey(place + ".");
    return below == null
        || !below.startsWith(place + ".")
        || (own != null && "nested".equals(own.get("type")));
  }

  private static Map<String, Object> definition(ValueType type) {
    return switch (type) {
      case KEYWORD, OBJECT -> KEYWORD;
      case LOWERCASE -> Map.of("type", "keyword", "normalizer", "lowercase");
      case TEXT -> Map.of("type", "text");
      case SCRIPT_TEXT -> Map.of("type", "text", "analyzer", "script");
      case BYTE,
          SHORT,
          INTEGER,
          LONG,
          HALF_FLOAT,
          FLOAT,
          DOUBLE,
          BOOLEAN,
          DATE,
          DATE_NANOS,
          VERSION,
          IP,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE,
          NESTED ->
          Map.of("type", type.label().replace('-', '_'));
      case UNSIGNED_LONG -> Map.of("type", "long");
      case NUMBER -> Map.of("type", "double");
    };
  }

  /** The body of a request that creates the index. */
  Map<String, Object> creation(Map<String, Object> aliases) {
    Map<String, Object> properties = new TreeMap<>();
    leaves.forEach((name, definition) -> place(properties, name, definition));
    Map<String, Object> analyzer = Map.of("type", "pattern", "pattern", "[\\W&&[^-]]+");
    return Map.of(
        "aliases",
        aliases,
        "settings",
        Map.of(
            "number_of_shards", 1,
            "number_of_replicas", 0,
            "refresh_interval", "-1",
            "mapping.total_fields.limit", 10_000,
            "max_result_window", 1_000_000,
            "analysis", Map.of("analyzer", Map.of("script", analyzer))),
        "mappings",
        Map.of("dynamic", false, "properties", properties));
  }

  private static void place(
      Map<String, Object> properties, String name, Map<String, Object> definition) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      properties.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
      object(properties.get(name)).putAll(definition);
      return;
    }
    Object inner =
        properties.computeIfAbsent(
            name.substring(0, dot), n -> new LinkedHashMap<String, Object>());
    Map<String, Object> below =
        object(object(inner).computeIfAbsent("properties", n -> new TreeMap<String, Object>()));
    place(below, name.substring(dot + 1), definition);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object map) {
    return (Map<String, Object>) map;
  }
}
