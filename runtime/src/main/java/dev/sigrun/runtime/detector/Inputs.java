package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The distinct tests of a detector on single events. An input is a condition with the keys that
 * count where it holds; its number is its place in the list. Stages with the same condition share
 * an input, so that a condition is evaluated once per event, however often it occurs in a rule.
 */
public final class Inputs {
  /** One input; {@code condition} is the number of its condition. */
  private record Input(int condition, KeyReader keys) {}

  private final List<Condition> conditions;
  private final List<Input> inputs;
  private final KeyOrder order;
  private final LongAdder combinationsLeftOut = new LongAdder();

  private Inputs(List<Condition> conditions, List<Input> inputs) {
    this.conditions = List.copyOf(conditions);
    this.inputs = List.copyOf(inputs);
    this.order = KeyOrder.of(inputs.stream().map(Input::keys).toList());
  }

  /** Collects inputs. */
  public static final class Builder {
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    /** No inputs so far. */
    public Builder() {}

    /** The number of the input with {@code condition} and {@code keys}. */
    public int add(Condition condition, KeyReader keys) {
      Input input = new Input(placeOf(condition, conditions), keys);
      return placeOf(input, inputs);
    }

    /** The inputs that were added. */
    public Inputs build() {
      return new Inputs(conditions, inputs);
    }

    private static <T> int placeOf(T element, List<T> list) {
      int place = list.indexOf(element);
      if (place >= 0) {
        return place;
      }
      list.add(element);
      return list.size() - 1;
    }
  }

  /** The events that share state: those whose keys are equal, whatever inputs they satisfy. */
  public StateScope scope() {
    List<Optional<Field>> common = new ArrayList<>(inputs.get(0).keys().fields());
    for (Input input : inputs) {
      List<Optional<Field>> fields = input.keys().fields();
      for (int i = 0; i < common.size(); i++) {
        if (i >= fields.size() || !fields.get(i).equals(common.get(i))) {
          common.set(i, Optional.empty());
        }
      }
    }
    return common.isEmpty() ? new StateScope.AllEvents() : new StateScope.EqualKeys(common);
  }

  int size() {
    return inputs.size();
  }

  /** The number of combinations of key values that were left out so far. */
  public long combinationsLeftOut() {
    return combinationsLeftOut.sum();
  }

  /** The order of all keys. */
  public KeyOrder order() {
    return order;
  }

  /** The inputs that {@code event} satisfies, for each of its keys in order. */
  public List<Selection> select(Event event) {
    List<Integer> satisfied = satisfied(event);
    if (satisfied.isEmpty()) {
      return List.of();
    }
    if (satisfied.size() == 1) {
      List<Integer> only = List.copyOf(satisfied);
      List<Key> keys = keys(inputs.get(only.get(0)).keys(), event);
      if (keys.size() == 1) {
        return List.of(new Selection(keys.get(0), only));
      }
      return keys.stream().sorted(order).map(key -> new Selection(key, only)).toList();
    }
    Map<KeyReader, List<Integer>> inputsByReader = new LinkedHashMap<>();
    for (int input : satisfied) {
      inputsByReader
          .computeIfAbsent(inputs.get(input).keys(), reader -> new ArrayList<>(1))
          .add(input);
    }
    Map<Key, List<Integer>> inputsByKey = new TreeMap<>(order);
    inputsByReader.forEach(
        (reader, numbers) -> {
          for (Key key : keys(reader, event)) {
            inputsByKey.computeIfAbsent(key, any -> new ArrayList<>(1)).addAll(numbers);
          }
        });
    List<Selection> selections = new ArrayList<>(inputsByKey.size());
    inputsByKey.forEach(
        (key, numbers) -> selections.add(new Selection(key, numbers.stream().sorted().toList())));
    return selections;
  }

  /** Whether {@code selection} has each input. */
  public boolean[] flags(Selection selection) {
    boolean[] flags = new boolean[inputs.size()];
    for (int input : selection.inputs()) {
      flags[input] = true;
    }
    return flags;
  }

  private List<Integer> satisfied(Event event) {
    boolean[] holds = new boolean[conditions.size()];
    boolean any = false;
    for (int i = 0; i < holds.length; i++) {
      holds[i] = conditions.get(i).holds(event);
      any |= holds[i];
    }
    if (!any) {
      return List.of();
    }
    List<Integer> satisfied = new ArrayList<>(2);
    for (int i = 0; i < inputs.size(); i++) {
      if (holds[inputs.get(i).condition()]) {
        satisfied.add(i);
      }
    }
    return satisfied;
  }

  private List<Key> keys(KeyReader reader, Event event) {
    List<Key> keys = reader.keys(event);
    // Few events have many values; only those are looked at twice.
    if (keys.size() > 1) {
      long leftOut = reader.combinationsLeftOut(event);
      if (leftOut > 0) {
        combinationsLeftOut.add(leftOut);
      }
    }
    return keys;
  }
}
