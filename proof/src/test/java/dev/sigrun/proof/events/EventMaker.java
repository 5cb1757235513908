package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events for one predicate, trees as of {@code JsonValues}. Values always fit the types of their
 * fields, so that an index with these types takes every event. The same seed gives the same events.
 */
public final class EventMaker {
  private final Predicate predicate;
  private final Random random;
  private final EventSearch search;
  private final LeafValues values;

  private EventMaker(Predicate predicate, long seed, Instant now) {
    this.predicate = predicate;
    this.random = new Random(seed);
    this.search = new EventSearch(random, now);
    this.values = new LeafValues(random);
  }

  /**
   * Events for {@code predicate}.
   *
   * @param now the current time, for date math
   */
  public static EventMaker of(Predicate predicate, long seed, Instant now) {
    return new EventMaker(predicate, seed, now);
  }

  /** The next event that satisfies the predicate; empty if none was found. */
  public Optional<Map<String, @Nullable Object>> satisfying() {
    return search.find(predicate, true);
  }

  /** An event that satisfies the predicate with one of its clauses turned round. */
  public Optional<Map<String, @Nullable Object>> flipped() {
    List<Predicate> leaves = List.copyOf(Leaves.of(predicate));
    if (leaves.isEmpty()) {
      return Optional.empty();
    }
    Predicate leaf = Texts.pick(leaves, random);
    return search.find(turned(predicate, leaf), true);
  }

  private static Predicate turned(Predicate predicate, Predicate leaf) {
    return predicate.equals(leaf)
        ? new Predicate.Not(leaf.origin(), leaf)
        : Leaves.isLeaf(predicate) ? predicate : predicate.mapChildren(c -> turned(c, leaf));
  }

  /** An event that satisfies the predicate but for a change of one of its values. */
  public Optional<Map<String, @Nullable Object>> altered() {
    return satisfying().map(this::altered);
  }

  private Map<String, @Nullable Object> altered(Map<String, @Nullable Object> event) {
    List<Field> fields = fields().stream().filter(f -> !f.pattern()).toList();
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(event);
    if (!fields.isEmpty()) {
      Field field = Texts.pick(fields, random);
      boolean isPlain = field.type() != ValueType.NESTED && field.type() != ValueType.OBJECT;
      return isPlain ? alter(copy, EventDraft.place(field), field) : copy;
    }
    return copy;
  }

  private Map<String, @Nullable Object> alter(
      Map<String, @Nullable Object> object, String name, Field field) {
    int dot = name.indexOf('.');
    if (dot > 0 && object.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      inner.forEach((key, value) -> copy.put((String) key, value));
      object.put(name.substring(0, dot), alter(copy, name.substring(dot + 1), field));
    } else if (object.get(name) == null) {
      EventDraft.put(object, name, values.any(field));
    } else {
      Object value = object.get(name);
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.put(name, values.any(field));
        case 2 -> object.put(name, several(value, field, true));
        case 3 -> object.put(name, several(value, field, false));
        default -> object.put(name, changed(value, field));
      }
    }
    return object;
  }

  private static List<@Nullable Object> listed(@Nullable Object value) {
    return value instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(value));
  }

  private List<@Nullable Object> several(@Nullable Object value, Field field, boolean first) {
    List<@Nullable Object> all = listed(value);
    all.add(first ? 0 : all.size(), values.any(field));
    return all;
  }

  /** Another spelling, or more text. */
  private Object changed(@Nullable Object value, Field field) {
    boolean isText = field.type().isKeyword() || field.type().isText();
    if (!isText || !(value instanceof String text)) {
      return values.any(field);
    }
    String more = Texts.pick(Texts.AWKWARD, random);
    return switch (random.nextInt(4)) {
      case 0 -> text + more;
      case 1 -> more + text;
      default -> Texts.respelled(text, random);
    };
  }

  /** An event of values that the leaves ask for and of others, as it happens. */
  public Map<String, @Nullable Object> random() {
    EventDraft draft = new EventDraft();
    for (Predicate leaf : Leaves.of(predicate)) {
      Optional<Field> field = Leaves.field(leaf).filter(f -> f.type() != ValueType.NESTED);
      if (field.isPresent() && random.nextInt(3) > 0) {
        String place = EventDraft.place(field.get());
        Object value = random.nextInt(3) > 0 ? values.like(leaf) : values.any(field.get());
        if (random.nextInt(4) == 0) {
          draft.add(place, value);
        } else {
          draft.set(place, value);
        }
      }
    }
    return draft.tree();
  }

  /**
   * So many events of all kinds, in the order: satisfying, flipped, altered, random, again. Those
   * that cannot be found are left out.
   */
  public List<Map<String, @Nullable Object>> mixed(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .<Optional<Map<String, @Nullable Object>>>map(
            i ->
                switch (i % 4) {
                  case 0 -> satisfying();
                  case 1 -> flipped();
                  case 2 -> altered();
                  default -> Optional.of(random());
                })
        .flatMap(Optional::stream)
        .toList();
  }

  /** The fields that the predicate asks, those of nested objects left out. */
  private List<Field> fields() {
    return AskedFields.of(predicate);
  }
}
