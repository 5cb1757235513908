package dev.sigrun.runtime.event;

import dev.sigrun.runtime.event.IntervalReading.Interval;
import dev.sigrun.runtime.event.ReadPlan.Scope;
import dev.sigrun.runtime.event.ValueTarget.Scalar;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one event. Both drivers, the one that parses bytes and the one that walks
 * maps, report what they find to it.
 */
final class EventBuilder implements ValueTarget.Sink {
  /** Names longer than this match no pattern, so that hostile names cost no more than others. */
  private static final int MAX_PATTERN_PATH = 2_000;

  private final ReadPlan plan;
  private final Now now;
  private int ignored;

  /** The slots of each open scope. */
  private final @Nullable Object[][] slots;

  /** The slots of each open scope that have several values. */
  private final @Nullable Several[] several;

  /** The names down to where the driver is, with a dot before each; only kept for patterns. */
  private final StringBuilder path = new StringBuilder();

  private final int[] scopeStarts;

  /** Scopes that were opened by the inner names of dotted keys. */
  private final List<Scope> openedByKeys = new ArrayList<>(0);

  /** Several values of one slot, linked to those of the next such slot. */
  private static final class Several {
    private final int slot;
    private final Class<? extends Object[]> arrayType;
    private final @Nullable Several next;
    private Object[] values = new Object[4];
    private int count;

    Several(int slot, Class<? extends Object[]> arrayType, @Nullable Several next) {
      this.slot = slot;
      this.arrayType = arrayType;
      this.next = next;
    }

    void add(Object value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = value;
    }

    Object[] toArray() {
      return Arrays.copyOf(values, count, arrayType);
    }
  }

  EventBuilder(ReadPlan plan, Now now) {
    this.plan = plan;
    this.now = now;
    this.slots = new @Nullable Object[plan.scopeCount()][];
    this.several = new @Nullable Several[plan.scopeCount()];
    this.scopeStarts = new int[plan.scopeCount()];
    Arrays.fill(scopeStarts, -1);
    open(plan.rootScope(), 0);
  }

  Event build() {
    Scope root = plan.rootScope();
    finish(root);
    @Nullable Object[] values = slots[root.id()];
    return new Event(
        values, now.at(now.hasSlot() ? values[now.slot()] : null), now.isOfEvent(), ignored);
  }

  /** Goes to the member {@code key}; the result is what {@link #leave} wants back. */
  int enter(String key) {
    int mark = path.length();
    if (plan.hasPatterns()) {
      path.append('.').append(key);
    }
    return mark;
  }

  /** Goes back to where {@code mark} was given. */
  void leave(int mark) {
    path.setLength(mark);
  }

  /** The node of the member {@code key} of the object at {@code node}. Opens scopes on the way. */
  ReadPlan.@Nullable Node member(ReadPlan.@Nullable Node node, String key, int mark) {
    if (node == null || key.indexOf('.') < 0) {
      return node == null ? null : node.child(key);
    }
    ReadPlan.Node child = node;
    int start = 0;
    while (true) {
      int dot = key.indexOf('.', start);
      child = child.child(dot < 0 ? key.substring(start) : key.substring(start, dot));
      if (child == null || dot < 0) {
        return child;
      }
      for (Scope scope : child.nested()) {
        open(scope, mark + 1 + dot);
        openedByKeys.add(scope);
      }
      start = dot + 1;
    }
  }

  /** The number of scopes that were opened by dotted keys so far. */
  int openedByKeys() {
    return openedByKeys.size();
  }

  /** Closes what dotted keys opened, until {@code count} are left. */
  void closeDownTo(int count) {
    while (openedByKeys.size() > count) {
      close(openedByKeys.remove(openedByKeys.size() - 1));
    }
  }

  /** Whether nothing is wanted of the value at {@code node}, not even of what it may contain. */
  boolean isUnwanted(ReadPlan.@Nullable Node node) {
    return node == null && !(plan.hasPatterns() && plan.mayMatchBelow(path, scopeStarts));
  }

  void startObject(ReadPlan.@Nullable Node node) {
    if (node != null) {
      startList(node);
      for (Scope scope : node.nested()) {
        open(scope, path.length());
      }
    }
  }

  void startList(ReadPlan.@Nullable Node node) {
    if (node != null) {
      for (Scope scope : node.scalarOnly()) {
        set(scope.id(), Scope.MISPLACED, true);
      }
    }
  }

  void endObject(ReadPlan.@Nullable Node node) {
    if (node != null) {
      for (int i = node.nested().size() - 1; i >= 0; i--) {
        close(node.nested().get(i));
      }
    }
  }

  /** Takes a scalar at {@code node}. */
  void scalar(ReadPlan.@Nullable Node node, Scalar kind, String text) {
    if (node != null) {
      List<ValueTarget> targets = node.targets();
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).accept(this, kind, text);
      }
      for (Scope scope : node.nested()) {
        if (scope.ranges().isEmpty()) {
          ignored++;
          break;
        }
      }
    }
    if (plan.hasPatterns() && path.length() <= MAX_PATTERN_PATH) {
      for (PatternTarget pattern : plan.patternsFor(path.toString(), scopeStarts)) {
        pattern.values().accept(this, kind, text);
      }
    }
  }

  /** Takes an explicit null at {@code node}, which is not a value unless a field has one for it. */
  void nothing(ReadPlan.@Nullable Node node) {
    if (node != null) {
      for (ReadPlan.NullTarget each : node.onNull()) {
        each.target().accept(this, Scalar.STRING, each.value());
      }
    }
  }

  /** Whether a scalar at {@code node} would be taken by anything. */
  boolean wantsScalar(ReadPlan.@Nullable Node node) {
    return plan.hasPatterns()
        || (node != null && !(node.targets().isEmpty() && node.nested().isEmpty()));
  }

  @Override
  public void ignore() {
    ignored++;
  }

  @Override
  public void set(int scope, int slot, Object value) {
    slots[scope][slot] = value;
  }

  @Override
  public void clear(int scope, int slot) {
    slots[scope][slot] = null;
  }

  @Override
  public void add(int scope, int slot, Object value, Class<? extends Object[]> arrayType) {
    Object present = slots[scope][slot];
    if (present == null) {
      slots[scope][slot] = value;
    } else if (present instanceof Several values) {
      values.add(value);
    } else {
      Several values = new Several(slot, arrayType, several[scope]);
      values.add(present);
      values.add(value);
      several[scope] = values;
      slots[scope][slot] = values;
    }
  }

  @Override
  public void addText(int scope, int slot, String value, TextAnalyzer analyzer) {
    Object present = slots[scope][slot];
    AnalyzedText text = present instanceof AnalyzedText known ? known : new AnalyzedText(analyzer);
    text.add(value);
    slots[scope][slot] = text;
  }

  private void open(Scope scope, int start) {
    slots[scope.id()] = new @Nullable Object[scope.size()];
    several[scope.id()] = null;
    scopeStarts[scope.id()] = start;
  }

  private void close(Scope scope) {
    if (scope.ranges().isPresent()) {
      closeRange(scope, scope.ranges().get());
      return;
    }
    finish(scope);
    // The value of {@code now} is only known at the end; elements get it when they are requested.
    Event element = new Event(slots[scope.id()], 0, now.isOfEvent(), 0);
    scopeStarts[scope.id()] = -1;
    add(scope.parentId(), scope.parentSlot(), element, Event[].class);
  }

  private void closeRange(Scope scope, IntervalReading reading) {
    @Nullable Object[] ends = slots[scope.id()];
    scopeStarts[scope.id()] = -1;
    Interval range =
        ends[Scope.MISPLACED] != null
            ? null
            : reading.between(
                (IntervalReading.End) ends[Scope.LOWER], (IntervalReading.End) ends[Scope.UPPER]);
    if (range == null) {
      ignored++;
    } else {
      add(scope.parentId(), scope.parentSlot(), range, Interval[].class);
    }
  }

  private static Object orElse(@Nullable Object value, Object otherwise) {
    return value == null ? otherwise : value;
  }

  private void finish(Scope scope) {
    @Nullable Object[] values = slots[scope.id()];
    for (Several each = several[scope.id()]; each != null; each = each.next) {
      values[each.slot] = each.toArray();
    }
    for (int[] pair : scope.multiFields()) {
      if (values[pair[0]] == null) {
        values[pair[0]] = values[pair[1]];
      }
    }
    if (!scope.constants().isEmpty()) {
      scope.constants().forEach((slot, value) -> values[slot] = orElse(values[slot], value));
    }
  }
}
