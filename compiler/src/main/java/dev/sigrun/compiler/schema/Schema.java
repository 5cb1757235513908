package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.runtime.event.Reading;
import dev.sigrun.runtime.time.DateFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields that events can have, with their types and their representation in events. Immutable.
 */
public final class Schema {
  private static final int MOST_SUGGESTIONS = 3;

  /** Names that an index gives to forms of a field, declared or not. */
  private static final List<String> USUAL_MULTI_FIELDS = List.of("caseless", "keyword", "text");

  private final TreeMap<String, FieldDefinition> fields;
  private final Map<String, String> aliases;

  /** For objects, the event itself under the empty name, whether they may hold unknown fields. */
  private final Map<String, Boolean> open;

  /** The names of fields that hold values, in order. */
  private final NavigableSet<String> names;

  /** Everything that has a name, for telling what a wrong one was meant to be. */
  private final Suggestions suggestions;

  Schema(
      SortedMap<String, FieldDefinition> fields,
      Map<String, String> aliases,
      Map<String, Boolean> open) {
    this.fields = new TreeMap<>(fields);
    this.aliases = Map.copyOf(aliases);
    this.open = Map.copyOf(open);
    TreeSet<String> all = new TreeSet<>(aliases.keySet());
    fields.forEach(
        (name, field) -> {
          if (field.type() != FieldType.OBJECT && field.type() != FieldType.NESTED) {
            all.add(name);
          }
        });
    this.names = Collections.unmodifiableNavigableSet(all);
    TreeSet<String> known = new TreeSet<>(fields.keySet());
    known.addAll(aliases.keySet());
    this.suggestions = Suggestions.of(known);
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
    TreeMap<String, FieldDefinition> fields = new TreeMap<>();
    types.forEach((name, type) -> fields.put(name, FieldDefinition.of(type)));
    return new Schema(fields, aliases, Map.of());
  }

  /**
   * The schema that comes with Sigrun: the Elastic Common Schema and fields of common integrations.
   */
  public static Schema bundled() {
    return BundledSchema.INSTANCE;
  }

  /** This schema with the fields of {@code other}, which take precedence. */
  public Schema extendedBy(Schema other) {
    TreeMap<String, FieldDefinition> allFields = new TreeMap<>(fields);
    allFields.keySet().removeAll(other.aliases.keySet());
    allFields.putAll(other.fields);
    Map<String, String> allAliases = new HashMap<>(aliases);
    allAliases.keySet().removeAll(other.fields.keySet());
    allAliases.putAll(other.aliases);
    Map<String, Boolean> allOpen = new HashMap<>(open);
    allOpen.putAll(other.open);
    return new Schema(allFields, allAliases, allOpen);
  }

  /** This schema alone if it is complete, otherwise {@code base} extended by it. */
  public Schema over(Schema base) {
    return isComplete() ? this : base.extendedBy(this);
  }

  /** The same fields, declared to be all that there are. */
  public Schema complete() {
    Map<String, Boolean> closed = new HashMap<>(open);
    closed.put("", false);
    return new Schema(fields, aliases, closed);
  }

  /** The same where dates in a field with a format of its own may also have the usual forms. */
  public Schema withUsualDates(String name) {
    FieldDefinition field = fields.get(name);
    if (field == null || field.reading().dateFormat().isEmpty()) {
      return this;
    }
    TreeMap<String, FieldDefinition> changed = new TreeMap<>(fields);
    String formats = field.reading().dateFormat().get() + "||" + DateFormat.USUAL;
    changed.put(name, field.withReading(field.reading().withDateFormat(formats)));
    return new Schema(changed, aliases, open);
  }

  /** Whether these are all fields that there are, as the mapping of an index says it. */
  public boolean isComplete() {
    return !open.getOrDefault("", true);
  }

  /** Whether a field that is not known may be in events under this name. */
  public boolean mayHold(String name) {
    Optional<String> object = parent(name);
    while (object.isPresent() && !open.containsKey(object.get())) {
      if (typeOf(object.get()).filter(FieldType::isRange).isPresent()) {
        // The ends of a range are not fields of their own.
        return false;
      }
      object = parent(object.get());
    }
    return open.getOrDefault(object.orElse(""), true);
  }

  /**
   * Where and how events hold the values of a field. Only a complete schema ignores texts that are
   * too long, because it is meant to answer like an index.
   */
  public Reading readingOf(String name) {
    String target = aliases.getOrDefault(name, name);
    FieldDefinition field = fields.get(target);
    Reading reading = field == null ? Reading.PLAIN : field.reading();
    if (field != null && reading.places().isEmpty() && !isUsualMultiField(target)) {
      // Without the mapping it is not known whether this is a form of the field above.
      String above = sourceOf(target);
      reading = above.equals(target) ? reading : reading.withPlaces(List.of(target, above));
    }
    return isComplete() ? reading : reading.ignoringNothing();
  }

  private static boolean isUsualMultiField(String name) {
    return USUAL_MULTI_FIELDS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * Mapping parameters of a field that have no effect although they can change answers: texts that
   * follow the name of the field in a sentence.
   */
  public List<String> remarksOf(String name) {
    FieldDefinition field = fields.get(aliases.getOrDefault(name, name));
    return field == null ? List.of() : field.remarks();
  }

  /**
   * The type of a field. Knows multi-fields ({@code .text}, {@code .keyword}, {@code .caseless}),
   * keys below flattened fields, and that the parent of a field is an object.
   */
  public Optional<FieldType> typeOf(String name) {
    Optional<FieldType> declared = declared(aliases.getOrDefault(name, name));
    if (declared.isPresent()) {
      return declared;
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
   * is an alias, otherwise the name itself. A field below another one that holds values is a
   * multi-field.
   */
  public String sourceOf(String name) {
    String target = aliases.getOrDefault(name, name);
    Optional<String> parent = parent(target).filter(this::holdsValues);
    return parent.isPresent() && typeOf(target).isPresent() ? parent.get() : target;
  }

  /** Whether {@code name} is a key below a flattened field. */
  public boolean isBelowFlattened(String name) {
    return ancestorOfType(aliases.getOrDefault(name, name), FieldType.FLATTENED).isPresent();
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
    int star = pattern.indexOf('*');
    String prefix = star < 0 ? pattern : pattern.substring(0, star);
    // Nothing sorts between a prefix followed by the last character and what starts otherwise.
    return names.subSet(prefix, true, prefix + Character.MAX_VALUE, true).stream()
        .filter(name -> fits(name, pattern))
        .toList();
  }

  /** Known names close to {@code name}, the closest first, at most three. */
  public List<String> suggestions(String name) {
    return suggestions.closest(name, MOST_SUGGESTIONS + 1).stream()
        .filter(suggested -> !suggested.equals(name))
        .limit(MOST_SUGGESTIONS)
        .toList();
  }

  /** The names of all fields that hold values, sorted; multi-fields only if declared. */
  public NavigableSet<String> names() {
    return names;
  }

  private Optional<FieldType> multiFieldType(String name) {
    if (isComplete()) {
      return Optional.empty();
    }
    Optional<FieldType> parent = parent(name).flatMap(p -> declared(aliases.getOrDefault(p, p)));
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
    return declared(name).filter(type -> !type.isObject()).isPresent();
  }

  private Optional<FieldType> declared(String name) {
    return Optional.ofNullable(fields.get(name)).map(FieldDefinition::type);
  }

  private boolean isParent(String name) {
    String next = fields.ceilingKey(name + ".");
    boolean ofAlias = aliases.keySet().stream().anyMatch(alias -> alias.startsWith(name + "."));
    return (next != null && next.startsWith(name + ".")) || ofAlias;
  }

  private Optional<String> ancestorOfType(String name, FieldType type) {
    Optional<String> ancestor = parent(name);
    while (ancestor.isPresent() && !declared(ancestor.get()).equals(Optional.of(type))) {
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
