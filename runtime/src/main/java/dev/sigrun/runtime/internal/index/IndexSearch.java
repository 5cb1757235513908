package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;

/** Searches an index for the rules that one event after the other could satisfy, in one thread. */
public final class IndexSearch {
  /** Contexts that may be made before any event. */
  private static final long INITIAL_CREDIT = 2_000;

  /** One more context may be created after this many events. */
  private static final int EVENTS_PER_CONTEXT = 64;

  private final EventValues values;
  private final LeafMemo memo;
  private final SelectorKey key;
  private final ContextMemo recent;
  private final ContextCache contexts;
  private final Experience experience;
  private final Candidates candidates;
  private long events;

  /** Contexts that this made in the generation, and the most in one so far. */
  private long made;

  private long mostMade;

  /** Of the contexts that are remembered. */
  private int generation;

  /** The number of events until the next from which something is learnt. */
  private int untilNext;

  IndexSearch(
      EventValues values,
      LeafMemo memo,
      SelectorKey key,
      ContextMemo recent,
      ContextCache contexts,
      Experience experience,
      Candidates candidates) {
    this.values = values;
    this.memo = memo;
    this.key = key;
    this.recent = recent;
    this.contexts = contexts;
    this.experience = experience;
    this.untilNext = experience.interval();
    this.candidates = candidates;
  }

  /**
   * Finds the rules that the event that was scanned last could satisfy.
   *
   * @return how many there are; {@link #rule} returns which
   */
  public int search() {
    values.begin();
    memo.begin();
    events++;
    if (--untilNext <= 0) {
      experience.take(values);
      untilNext = experience.interval();
    }
    context().search(values, candidates);
    candidates.sort();
    return candidates.size();
  }

  /** The rules that the last search found, by their order in the set. */
  public int rule(int index) {
    return candidates.rule(index);
  }

  /** Whether the event certainly satisfies that rule, so that it need not be asked. */
  public boolean isCertain(int index) {
    return candidates.isCertain(index);
  }

  /** The number of rules that all searches so far found by something rare, and had to check. */
  public long checkedCount() {
    return candidates.count();
  }

  /** The number of kinds of events seen so far; each has its part of the index. */
  public long contextCount() {
    return mostMade;
  }

  private Context context() {
    int current = experience.generation();
    if (generation != current) {
      generation = current;
      recent.clear();
      contexts.forgetBefore(current);
      made = 0;
    }
    Context remembered = recent.find();
    if (remembered != null) {
      return remembered;
    }
    key.read(values);
    Context known = contexts.find(key);
    if (known != null) {
      recent.put(known);
      return known;
    }
    if (made > INITIAL_CREDIT + events / EVENTS_PER_CONTEXT) {
      return contexts.generic();
    }
    made++;
    mostMade = Math.max(mostMade, made);
    return contexts.make(key);
  }
}
