package dev.sigrun.runtime.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that event readers look for: a trie of the names of all fields, including those of
 * nested elements. Immutable, apart from a cache.
 */
final class ReadPlan {
  private static final int MAX_CACHED_PATHS = 10_000;

  private static final List<String> MULTI_FIELD_ENDINGS = List.of(".text", ".caseless", ".keyword");

  private final Scope rootScope;
  private final Node root;
  private final int scopeCount;
  private final List<PatternTarget> patterns;

  /** The patterns that a path matches, remembered because paths repeat from event to event. */
  private final Map<String, List<PatternTarget>> patternsByPath = new ConcurrentHashMap<>();

  /**
   * The event itself or the elements of a nested field, each of which has slots of its own.
   *
   * @param id index among all scopes
   * @param parentId the scope whose slot takes the elements; -1 for the event itself
   * @param parentSlot the slot that takes the elements
   * @param size number of slots, those for the values of multi-fields' parents included
   * @param multiFields pairs of slots: the one that takes over, if empty, what the other one has
   * @param constants values of slots that stay empty
   * @param ranges if its objects are ranges rather than elements, how they are read from the slots
   *     {@link #LOWER}, {@link #UPPER} and {@link #MISPLACED}
   */
  record Scope(
      int id,
      int parentId,
      int parentSlot,
      int size,
      List<int[]> multiFields,
      Map<Integer, Object> constants,
      Optional<IntervalReading> ranges) {
    /** Takes the lower {@link IntervalReading.End} of a range. */
    static final int LOWER = 0;

    /** Takes the upper {@link IntervalReading.End} of a range. */
    static final int UPPER = 1;

    /** Not null if an object that should be a range holds something else. */
    static final int MISPLACED = 2;

    private static final int RANGE_SIZE = 3;
  }

  /** Takes a value where there is an explicit null. */
  record NullTarget(ValueTarget target, String value) {}

  /** A place in the trie. */
  static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private final List<ValueTarget> own = new ArrayList<>();
    private final List<ValueTarget> presences = new ArrayList<>();
    private final List<NullTarget> onNull = new ArrayList<>();
    private final List<Scope> nested = new ArrayList<>();
    private final List<Scope> scalarOnly = new ArrayList<>();
    private @Nullable Node other;
    private List<ValueTarget> targets = List.of();

    /** The node of the member {@code segment}, a name without dots; null if nothing is wanted. */
    @Nullable Node child(String segment) {
      Node child = children.get(segment);
      return child != null ? child : other;
    }

    /** The nodes of the members that are known by name. */
    Map<String, Node> children() {
      return Collections.unmodifiableMap(children);
    }

    /** Targets for scalars exactly at this place, not below it. */
    List<ValueTarget> own() {
      return Collections.unmodifiableList(own);
    }

    /** Targets for scalars at this place or below it. */
    List<ValueTarget> presences() {
      return Collections.unmodifiableList(presences);
    }

    /** Targets for scalars at this place, whether registered here or at a parent. */
    List<ValueTarget> targets() {
      return targets;
    }

    /** Targets for explicit nulls at this place. */
    List<NullTarget> onNull() {
      return onNull;
    }

    /** The scopes whose elements are the objects at this place. */
    List<Scope> nested() {
      return nested;
    }

    /** The ranges that an object or a list at this place spoils. */
    List<Scope> scalarOnly() {
      return scalarOnly;
    }

    /** The node of the members that are not known by name. */
    private Node otherMember() {
      if (other == null) {
        other = new Node();
      }
      return other;
    }

    private void addEnd(Scope scope, int slot, boolean inclusive) {
      own.add(ValueTarget.end(scope, slot, inclusive));
      onNull.add(new NullTarget(ValueTarget.noEnd(scope.id(), slot), ""));
      scalarOnly.add(scope);
    }

    private Node descend(String name) {
      Node node = this;
      for (String segment : name.split("\\.", -1)) {
        node = node.children.computeIfAbsent(segment, ignored -> new Node());
      }
      return node;
    }
  }

  private ReadPlan(Builder builder, Node root, Scope rootScope) {
    this.root = root;
    this.rootScope = rootScope;
    this.scopeCount = builder.scopes;
    this.patterns = List.copyOf(builder.patterns);
  }

  /** The plan for {@code fields}, which are frozen by this. */
  static ReadPlan of(Fields fields) {
    fields.freeze();
    Builder builder = new Builder();
    Node root = new Node();
    Scope scope = builder.addScope(fields, root, -1, -1);
    Builder.link(root, List.of());
    return new ReadPlan(builder, root, scope);
  }

  /** The field whose values a multi-field has where it has none of its own; see {@link Fields}. */
  static Optional<String> parentOfMultiField(String name) {
    return MULTI_FIELD_ENDINGS.stream()
        .filter(ending -> name.endsWith(ending) && name.length() > ending.length())
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .findFirst();
  }

  Node root() {
    return root;
  }

  Scope rootScope() {
    return rootScope;
  }

  int scopeCount() {
    return scopeCount;
  }

  List<PatternTarget> patterns() {
    return patterns;
  }

  boolean hasPatterns() {
    return !patterns.isEmpty();
  }

  /** Whether a pattern may match a name below {@code path}, which starts with a dot. */
  boolean mayMatchBelow(CharSequence path, int[] scopeStarts) {
    for (PatternTarget pattern : patterns) {
      int start = scopeStarts[pattern.scope()];
      if (start >= 0 && pattern.mayMatchBelow(path, start)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The patterns that {@code path} matches.
   *
   * @param path names with a dot before each
   * @param scopeStarts for each scope the length of its own path; -1 while it is closed
   */
  List<PatternTarget> patternsFor(String path, int[] scopeStarts) {
    List<PatternTarget> known = patternsByPath.get(path);
    if (known != null) {
      return known;
    }
    List<PatternTarget> matching = new ArrayList<>();
    for (PatternTarget pattern : patterns) {
      int start = scopeStarts[pattern.scope()];
      if (start >= 0 && pattern.matches(path.substring(start + 1))) {
        matching.add(pattern);
      }
    }
    List<PatternTarget> result = List.copyOf(matching);
    if (patternsByPath.size() < MAX_CACHED_PATHS) {
      patternsByPath.put(path, result);
    }
    return result;
  }

  /** Collects what belongs to the plan while the fields are gone through. */
  private static final class Builder {
    private final List<PatternTarget> patterns = new ArrayList<>();
    private int scopes;

    Scope addScope(Fields fields, Node base, int parentId, int parentSlot) {
      int id = scopes++;
      List<Field> all = fields.inSlotOrder();
      List<int[]> multiFields = new ArrayList<>();
      Map<Integer, Object> constants = new HashMap<>();
      int size = all.size();
      for (Field field : all) {
        field.reading().constant().ifPresent(value -> constants.put(field.slot(), value));
        int spares = addField(field, base, id, size);
        for (int i = 0; i < spares; i++) {
          multiFields.add(new int[] {field.slot(), size++});
        }
      }
      return new Scope(
          id,
          parentId,
          parentSlot,
          size,
          List.copyOf(multiFields),
          Map.copyOf(constants),
          Optional.empty());
    }

    /**
     * Adds a field.
     *
     * @param spareSlot the first of the slots for values that only count where others are missing
     * @return how many such slots it needs: one for the parent of a multi-field
     */
    private int addField(Field field, Node base, int scope, int spareSlot) {
      if (field instanceof KeywordField keyword && keyword.isPattern()) {
        patterns.add(new PatternTarget(keyword, keyword.name(), keyword.exceptions(), scope));
        return 0;
      }
      field
          .reading()
          .patterns()
          .forEach(each -> patterns.add(new PatternTarget(field, each, List.of(), scope)));
      if (field instanceof DateField date && date.places().isPresent()) {
        List<String> places = date.places().get().names();
        for (int i = 0; i < places.size(); i++) {
          int slot = i == 0 ? field.slot() : spareSlot + i - 1;
          boolean formatted = i == 0 && field.reading().dateFormat().isPresent();
          ValueTarget target =
              formatted
                  ? ValueTarget.of(field, scope, slot)
                  : ValueTarget.ofEventTime(places.get(i), scope, slot);
          base.descend(places.get(i)).own.add(target);
        }
        return places.size() - 1;
      }
      Reading reading = field.reading();
      if (field instanceof RangeField range) {
        List<String> places = reading.places().isEmpty() ? List.of(field.name()) : reading.places();
        places.forEach(place -> addRange(range, base.descend(place), scope));
        return 0;
      }
      if (!reading.places().isEmpty()) {
        ValueTarget target = ValueTarget.of(field, scope, field.slot());
        reading.places().forEach(place -> base.descend(place).own.add(target));
        addNull(base.descend(reading.places().get(0)), target, reading);
        return 0;
      }
      Node node = base.descend(field.name());
      if (field instanceof NestedField nested) {
        node.nested.add(addScope(nested.fields(), node, scope, field.slot()));
        return 0;
      }
      List<ValueTarget> place = field instanceof PresenceField ? node.presences : node.own;
      ValueTarget target = ValueTarget.of(field, scope, field.slot());
      place.add(target);
      addNull(node, target, reading);
      Optional<String> parent = parentOfMultiField(field.name());
      parent.ifPresent(name -> base.descend(name).own.add(ValueTarget.of(field, scope, spareSlot)));
      return parent.isPresent() ? 1 : 0;
    }

    private void addRange(RangeField field, Node node, int parent) {
      int id = scopes++;
      Scope scope =
          new Scope(
              id,
              parent,
              field.slot(),
              Scope.RANGE_SIZE,
              List.of(),
              Map.of(),
              Optional.of(new IntervalReading(field)));
      node.nested.add(scope);
      node.own.add(ValueTarget.of(field, parent, field.slot()));
      node.descend("gte").addEnd(scope, Scope.LOWER, true);
      node.descend("gt").addEnd(scope, Scope.LOWER, false);
      node.descend("lte").addEnd(scope, Scope.UPPER, true);
      node.descend("lt").addEnd(scope, Scope.UPPER, false);
      Node other = node.otherMember();
      ValueTarget misplaced = ValueTarget.misplaced(id);
      other.own.add(misplaced);
      other.onNull.add(new NullTarget(misplaced, ""));
      other.scalarOnly.add(scope);
    }

    private static void addNull(Node node, ValueTarget target, Reading reading) {
      reading.nullValue().ifPresent(value -> node.onNull.add(new NullTarget(target, value)));
    }

    /** Hands down the presence fields of each node to everything below it. */
    static void link(Node node, List<ValueTarget> inherited) {
      List<ValueTarget> handedDown = new ArrayList<>(inherited);
      handedDown.addAll(node.presences);
      List<ValueTarget> targets = new ArrayList<>(node.own);
      targets.addAll(handedDown);
      node.targets = List.copyOf(targets);
      if (!handedDown.isEmpty() || node.other != null) {
        List<ValueTarget> ofOthers = new ArrayList<>(node.otherMember().own);
        ofOthers.addAll(handedDown);
        node.otherMember().targets = List.copyOf(ofOthers);
        if (!handedDown.isEmpty()) {
          Node below = new Node();
          below.targets = List.copyOf(handedDown);
          below.other = below;
          node.otherMember().other = below;
        }
      }
      for (Node child : node.children.values()) {
        link(child, handedDown);
      }
    }
  }
}
