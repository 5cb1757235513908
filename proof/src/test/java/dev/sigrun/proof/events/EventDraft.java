package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of an event under way, by their dotted names. */
public final class EventDraft {
  /** Elasticsearch keeps these next to a field; an event holds only the field. */
  private static final List<String> MULTI_FIELDS = List.of(".text", ".caseless", ".keyword");

  private final Map<String, List<Object>> values = new LinkedHashMap<>();

  /** The name under which an event holds the values of {@code field}. */
  public static String place(Field field) {
    if (field.pattern()) {
      return field.name().equals("*") ? "message" : field.name().replace("*", "name");
    }
    return switch (field.type()) {
      case OBJECT -> field.name() + ".present";
      default -> withoutMultiField(field.name());
    };
  }

  private static String withoutMultiField(String name) {
    Optional<String> ending = MULTI_FIELDS.stream().filter(name::endsWith).findFirst();
    return ending.map(e -> name.substring(0, name.length() - e.length())).orElse(name);
  }

  void add(String place, Object value) {
    values.computeIfAbsent(place, p -> new ArrayList<>()).add(value);
  }

  void set(String place, Object value) {
    values.put(place, new ArrayList<>(List.of(value)));
  }

  void remove(String place) {
    values.remove(place);
  }

  List<Object> get(String place) {
    return values.getOrDefault(place, List.of());
  }

  /** The event as a tree as of {@code JsonValues}; dotted names become nested objects. */
  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    values.forEach((place, all) -> put(tree, place, all.size() == 1 ? all.get(0) : all));
    return tree;
  }

  /** Puts a value at a dotted name below {@code tree}. */
  static void put(Map<String, @Nullable Object> tree, String name, Object value) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      String head = name.substring(0, dot);
      if (!tree.containsKey(head)) {
        tree.put(head, new LinkedHashMap<String, @Nullable Object>());
      }
      if (tree.get(head) instanceof Map<?, ?>) {
        @SuppressWarnings("unchecked")
        Map<String, @Nullable Object> inner = (Map<String, @Nullable Object>) tree.get(head);
        put(inner, name.substring(dot + 1), value);
        return;
      }
    }
    tree.put(name, value);
  }
}
