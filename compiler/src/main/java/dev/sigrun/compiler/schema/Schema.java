package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields that events can have, with their types. Immutable. */
public final class Schema {
  private static final int MOST_SUGGESTIONS = 3;

  private final TreeMap<String, FieldType> types;
  private final Map<String, String> aliases;

  private Schema(SortedMap<String, FieldType> types, Map<String, String> aliases) {
    this.types = new TreeMap<>(types);
    this.aliases = Map.copyOf(aliases);
  }

  /** A schema of these fields, by dotted name. */
  public static Schema of(Map<String, FieldType> types) {
    return of(types, Map.of());
  }

  /**
   * A schema with fields and other names for fields.
   *
   * @param types the fields by dotted name
   * @param aliases other names, each with the name of the field that it stands for
   */
  public static Schema of(Map<String, FieldType> types, Map<String, String> aliases) {
    return new Schema(new TreeMap<>(types), aliases);
  }

  /**
   * The schema that comes with Sigrun: the Elastic Common Schema and fields of common integrations.
   */
  public static Schema bundled() {
    return BundledSchema.INSTANCE;
  }

  /** This schema with the fields of {@code other}; where both know a name, {@code other} wins. */
  public Schema extendedBy(Schema other) {
    TreeMap<String, FieldType> allTypes = new TreeMap<>(types);
    allTypes.keySet().removeAll(other.aliases.keySet());
    allTypes.putAll(other.types);
    Map<String, String> allAliases = new HashMap<>(aliases);
    allAliases.keySet().removeAll(other.types.keySet());
    allAliases.putAll(other.aliases);
    return new Schema(allTypes, allAliases);
  }

  /**
   * The type of a field. Knows multi-fields ({@code .text}, {@code .keyword}, {@code .caseless}),
   * keys below flattened fields, and that the parent of a field is an object.
   */
  public Optional<FieldType> typeOf(String name) {
    FieldType declared = types.get(aliases.getOrDefault(name, name));
    if (declared != null) {
      return Optional.of(declared);
    }
    Optional<FieldType> derived = multiFieldType(name);
    if (derived.isPresent()) {
      return derived;
    }
    if (ancestorOfType(name, FieldType.FLATTENED).isPresent()) {
      return Optional.of(FieldType.KEYWORD);
    }
    return isParent(name) ? Optional.of(FieldType.OBJECT) : Optional.empty();
  }

  /**
   * The field whose values a name stands for: the parent if it is a multi-field, the target if it
   * is an alias, else the name itself. A field below another one that holds values is a
   * multi-field.
   */
  public String sourceOf(String name) {
    String target = aliases.getOrDefault(name, name);
    Optional<String> parent = parent(target).filter(this::holdsValues);
    return parent.isPresent() && typeOf(target).isPresent() ? parent.get() : target;
  }

  /** The innermost nested field that holds {@code name}, itself excluded. */
  public Optional<String> nestedParentOf(String name) {
    return ancestorOfType(aliases.getOrDefault(name, name), FieldType.NESTED);
  }

  /**
   * The names of fields that fit {@code pattern}, in which {@code *} is any run of characters. Only
   * fields that hold values, sorted.
   */
  public List<String> matching(String pattern) {
    return names().stream().filter(name -> fits(name, pattern)).toList();
  }

  /** Known names close to {@code name}, the closest first, at most three. */
  public List<String> suggestions(String name) {
    NavigableSet<String> candidates = new TreeSet<>(types.keySet());
    candidates.addAll(aliases.keySet());
    candidates.remove(name);
    List<String> found = new ArrayList<>();
    Optional<String> closest = Suggestions.closest(name, candidates);
    while (closest.isPresent() && found.size() < MOST_SUGGESTIONS) {
      found.add(closest.get());
      candidates.remove(closest.get());
      closest = Suggestions.closest(name, candidates);
    }
    return List.copyOf(found);
  }

  /** The names of all fields that hold values, sorted; multi-fields only if declared. */
  public NavigableSet<String> names() {
    NavigableSet<String> names = new TreeSet<>(aliases.keySet());
    types.forEach(
        (name, type) -> {
          if (type != FieldType.OBJECT && type != FieldType.NESTED) {
            names.add(name);
          }
        });
    return Collections.unmodifiableNavigableSet(names);
  }

  private Optional<FieldType> multiFieldType(String name) {
    Optional<FieldType> parent = parent(name).map(p -> types.get(aliases.getOrDefault(p, p)));
    if (parent.isEmpty() || !(parent.get().isString() || parent.get().isText())) {
      return Optional.empty();
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "caseless" -> Optional.of(FieldType.LOWERCASE_KEYWORD);
      case "keyword" -> Optional.of(FieldType.KEYWORD);
      case "text" -> Optional.of(FieldType.MATCH_ONLY_TEXT);
      default -> Optional.empty();
    };
  }

  private boolean holdsValues(String name) {
    FieldType type = types.get(name);
    return type != null && !type.isObject();
  }

  private boolean isParent(String name) {
    String next = types.ceilingKey(name + ".");
    boolean ofAlias = aliases.keySet().stream().anyMatch(alias -> alias.startsWith(name + "."));
    return (next != null && next.startsWith(name + ".")) || ofAlias;
  }

  private Optional<String> ancestorOfType(String name, FieldType type) {
    Optional<String> ancestor = parent(name);
    while (ancestor.isPresent() && types.get(ancestor.get()) != type) {
      ancestor = parent(ancestor.get());
    }
    return ancestor;
  }

  private static Optional<String> parent(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
  }

  /** Goes back to the last star only, so the time is bounded by the product of the two lengths. */
  private static boolean fits(String name, String pattern) {
    int at = 0;
    int i = 0;
    int star = -1;
    int retry = 0;
    while (at < name.length()) {
      if (i < pattern.length() && pattern.charAt(i) == '*') {
        star = i++;
        retry = at;
      } else if (i < pattern.length() && pattern.charAt(i) == name.charAt(at)) {
        i++;
        at++;
      } else if (star >= 0) {
        i = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (i < pattern.length() && pattern.charAt(i) == '*') {
      i++;
    }
    return i == pattern.length();
  }
}
