package dev.sigrun.runtime.event;

import dev.sigrun.runtime.event.ValueTarget.Scalar;
import dev.sigrun.runtime.internal.instant.ScannedTime;
import dev.sigrun.runtime.internal.scan.KeptValues;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.internal.scan.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a scanner looks for to fulfil a {@link ReadPlan}, and the targets that receive what
 * it finds. Nested elements and patterns of names are left to the general reader: where an event
 * may hold something for them, it is incomplete.
 */
public final class ScanPlan {
  private static final int[] NONE = {};

  private final ReadPlan plan;
  private final KeyTrie keys;

  /** The receivers of the values, or the presence, of each path, by its number in the trie. */
  private final ValueTarget[][] targets;

  /** The numbers whose values dates take, as words of bits. */
  private final long[] dates;

  /** The numbers of the paths whose values each slot takes. */
  private final int[][] numbersOfSlot;

  /** For each slot those whose values it takes over, the first that has some, if it has none. */
  private final int[][] sparesOfSlot;

  /** The slots that take over the values of others, and those that have them, in pairs. */
  private final int[] takers;

  /** The slots that a scan does not fill if an event is incomplete. */
  private final BitSet general;

  private ScanPlan(ReadPlan plan, KeyTrie keys, List<List<ValueTarget>> targets, BitSet general) {
    this.plan = plan;
    this.general = general;
    this.keys = keys;
    this.targets =
        targets.stream()
            .map(each -> each.toArray(new ValueTarget[0]))
            .toArray(ValueTarget[][]::new);
    this.numbersOfSlot = new int[plan.rootScope().size()][];
    this.sparesOfSlot = new int[numbersOfSlot.length][];
    Arrays.fill(numbersOfSlot, NONE);
    Arrays.fill(sparesOfSlot, NONE);
    for (int number = 0; number < this.targets.length; number++) {
      for (ValueTarget target : this.targets[number]) {
        numbersOfSlot[target.slot()] = with(numbersOfSlot[target.slot()], number);
      }
    }
    for (int[] pair : plan.rootScope().multiFields()) {
      sparesOfSlot[pair[0]] = with(sparesOfSlot[pair[0]], pair[1]);
    }
    this.takers = plan.rootScope().multiFields().stream().flatMapToInt(Arrays::stream).toArray();
    this.dates = new long[(keys.numberCount() + Long.SIZE - 1) / Long.SIZE];
    for (int number = 0; number < this.targets.length; number++) {
      if (Arrays.stream(this.targets[number]).anyMatch(ValueTarget::isDate)) {
        dates[number >>> 6] |= 1L << number;
      }
    }
  }

  private static int[] with(int[] others, int further) {
    if (others.length > 0 && others[others.length - 1] == further) {
      return others;
    }
    int[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = further;
    return all;
  }

  /** The plan for {@code fields}, which are frozen by this. */
  public static ScanPlan of(Fields fields) {
    ReadPlan plan = ReadPlan.of(fields);
    Builder builder = new Builder(plan.rootScope().id());
    builder.addMembers(plan.root(), "");
    for (PatternTarget pattern : plan.patterns()) {
      if (pattern.scope() == plan.rootScope().id()) {
        pattern
            .base()
            .ifPresentOrElse(builder.names::incompleteAt, builder.names::alwaysIncomplete);
        builder.general.set(pattern.values().slot());
      }
    }
    return new ScanPlan(plan, builder.names.build(), builder.targets, builder.general);
  }

  KeyTrie keys() {
    return keys;
  }

  /** The plan to fulfil. */
  ReadPlan reading() {
    return plan;
  }

  /** Whether a scan does not fill the slot if an event is incomplete. */
  boolean isGeneral(int slot) {
    return general.get(slot);
  }

  /**
   * The event that was found. Its values are read when they are wanted.
   *
   * @param reader reads what a scan does not find, without the time of the event
   */
  Event event(ScannedEvent scanned, Now now, EventReader reader) {
    @Nullable Object[] slots = new @Nullable Object[numbersOfSlot.length];
    for (int i = 0; i < scanned.occurringWords(); i++) {
      for (long word = scanned.occurringWord(i); word != 0; word &= word - 1) {
        leaveUnread(scanned, i * Long.SIZE + Long.numberOfTrailingZeros(word), slots);
      }
    }
    for (int i = 0; i < takers.length; i += 2) {
      if (slots[takers[i + 1]] != null) {
        slots[takers[i]] = Event.Unread.MARK;
      }
    }
    plan.rootScope()
        .constants()
        .forEach((slot, value) -> slots[slot] = slots[slot] == null ? value : slots[slot]);
    boolean complete = scanned.isComplete();
    if (!complete) {
      general.stream().forEach(slot -> slots[slot] = Event.Unread.MARK);
    }
    UnreadValues unread = new UnreadValues(this, scanned.keep(), slots, complete ? null : reader);
    return new Event(
        slots, unread, now.at(now.hasSlot() ? unread.read(now.slot()) : null), now.isOfEvent());
  }

  private void leaveUnread(ScannedEvent scanned, int number, @Nullable Object[] slots) {
    boolean isPresence = scanned.first(number) < 0;
    for (ValueTarget target : targets[number]) {
      slots[target.slot()] = isPresence ? presence(target) : Event.Unread.MARK;
    }
  }

  private static @Nullable Object presence(ValueTarget target) {
    OneSlot slot = new OneSlot();
    // The value does not matter.
    target.accept(slot, Scalar.STRING, "");
    return slot.value();
  }

  /** Whether some value could be one of a slot. */
  boolean hasValues(KeptValues values, int slot) {
    for (int number : numbersOfSlot[slot]) {
      if (values.occurs(number)) {
        return true;
      }
    }
    return false;
  }

  /** Reads what one slot takes of an event that was found. */
  void read(KeptValues values, int slot, ValueTarget.Sink sink) {
    for (int number : numbersOfSlot[slot]) {
      // Of the many places of a field, events have a value at few.
      int count = values.occurs(number) ? values.count() : 0;
      for (int value = 0; value < count; value++) {
        if (values.path(value) == number) {
          read(values, value, slot, targets[number], sink);
        }
      }
    }
  }

  private static void read(
      KeptValues values, int value, int slot, ValueTarget[] targets, ValueTarget.Sink sink) {
    for (ValueTarget target : targets) {
      if (target.slot() == slot) {
        target.accept(sink, scalar(values.kind(value)), values.text(value));
      }
    }
  }

  /** What a slot has that takes nothing of an event. */
  @Nullable Object valueInstead(int slot, UnreadValues unread) {
    for (int spare : sparesOfSlot[slot]) {
      Object value = unread.read(spare);
      if (value != null) {
        return value;
      }
    }
    return plan.rootScope().constants().get(slot);
  }

  /** The event that was found, with all values; it must be complete. */
  Event wholeEvent(ScannedEvent scanned, Now now) {
    EventBuilder event = new EventBuilder(plan, now);
    for (int i = 0; i < scanned.occurringWords(); i++) {
      take(scanned, i, scanned.occurringWord(i), event);
    }
    return event.build();
  }

  /** No more of the event that was found than its dates; it need not be complete. */
  Event dates(ScannedEvent scanned, Now now) {
    EventBuilder event = new EventBuilder(plan, now);
    for (int i = 0; i < scanned.occurringWords(); i++) {
      take(scanned, i, scanned.occurringWord(i) & dates[i], event);
    }
    return event.build();
  }

  /**
   * Reads the time in {@code field} from what is scanned; empty if only an event says what it is.
   */
  Optional<ScannedTime> time(DateField field) {
    if (field.isInNanos() || !field.reading().equals(Reading.PLAIN)) {
      return Optional.empty();
    }
    if (field.places().isEmpty()) {
      return ReadPlan.parentOfMultiField(field.name()).isPresent()
          ? Optional.empty()
          : Optional.of(new ScannedTime(List.of(place(field.name(), false))));
    }
    return Optional.of(
        new ScannedTime(
            field.places().get().names().stream()
                .map(name -> place(name, !name.equals(TimePlaces.TIMESTAMP)))
                .toList()));
  }

  /** A place of times, which other products may write with a blank. */
  private ScannedTime.Place place(String name, boolean ofOthers) {
    return new ScannedTime.Place(
        keys.path(name).orElseThrow(),
        ofOthers,
        ofOthers
            ? (kind, text) -> ValueTarget.time(scalar(kind), text)
            : (kind, text) -> ValueTarget.date(scalar(kind), text));
  }

  private void take(ScannedEvent scanned, int index, long numbers, EventBuilder event) {
    for (long word = numbers; word != 0; word &= word - 1) {
      int number = index * Long.SIZE + Long.numberOfTrailingZeros(word);
      take(scanned, number, targets[number], event);
    }
  }

  private static void take(
      ScannedEvent scanned, int number, ValueTarget[] targets, EventBuilder event) {
    int value = scanned.first(number);
    if (value < 0) {
      // A presence: the value does not matter.
      accept(targets, event, Scalar.STRING, "");
    }
    for (; value >= 0; value = scanned.next(value)) {
      accept(targets, event, scalar(scanned.kind(value)), scanned.text(value));
    }
  }

  private static void accept(ValueTarget[] targets, EventBuilder event, Scalar kind, String text) {
    for (ValueTarget target : targets) {
      target.accept(event, kind, text);
    }
  }

  private static Scalar scalar(ValueKind kind) {
    return switch (kind) {
      case STRING -> Scalar.STRING;
      case NUMBER -> Scalar.NUMBER;
      case TRUE, FALSE -> Scalar.BOOLEAN;
    };
  }

  /** Asks for the names of a plan's own fields. */
  private static final class Builder {
    private final int scope;
    private final KeyTrie.Builder names = KeyTrie.builder();

    /** Indexed by number, because the numbers are consecutive. */
    private final List<List<ValueTarget>> targets = new ArrayList<>();

    /** The slots that a scan does not fill. */
    private final BitSet general = new BitSet();

    Builder(int scope) {
      this.scope = scope;
    }

    void addMembers(ReadPlan.Node node, String prefix) {
      node.children().forEach((segment, child) -> add(child, prefix + segment));
    }

    private void add(ReadPlan.Node node, String name) {
      // Scans skip null.
      if (!node.nested().isEmpty() || !node.onNull().isEmpty()) {
        names.incompleteAt(name);
        node.nested().stream()
            .filter(nested -> nested.parentId() == scope)
            .forEach(nested -> general.set(nested.parentSlot()));
        node.onNull().stream()
            .filter(each -> each.target().scope() == scope)
            .forEach(each -> general.set(each.target().slot()));
      }
      List<ValueTarget> own = ofScope(node.own());
      if (!own.isEmpty()) {
        names.path(name);
        targets.add(own);
      }
      List<ValueTarget> presences = ofScope(node.presences());
      if (!presences.isEmpty()) {
        names.presence(name);
        targets.add(presences);
      }
      addMembers(node, name + '.');
    }

    private List<ValueTarget> ofScope(List<ValueTarget> all) {
      return all.stream().filter(target -> target.scope() == scope).toList();
    }
  }
}
