package dev.sigrun.runtime.index;

/** Searches an index for the rules that one event after the other could satisfy, in one thread. */
public final class IndexSearch {
  /** Contexts that may be made before any event. */
  private static final long INITIAL_CREDIT = 2_000;

  /** After so many events one more context may be made. */
  private static final int EVENTS_PER_CONTEXT = 64;

  private final EventValues values;
  private final LeafMemo memo;
  private final SelectorKey key;
  private final ContextMemo recent;
  private final ContextCache contexts;
  private final Candidates candidates;
  private long events;
  private long made;
  private long generic;

  IndexSearch(
      EventValues values,
      LeafMemo memo,
      SelectorKey key,
      ContextMemo recent,
      ContextCache contexts,
      Candidates candidates) {
    this.values = values;
    this.memo = memo;
    this.key = key;
    this.recent = recent;
    this.contexts = contexts;
    this.candidates = candidates;
  }

  /**
   * Finds the rules that the event that was scanned last could satisfy.
   *
   * @return how many there are; {@link #rule} tells which
   */
  public int search() {
    values.begin();
    memo.begin();
    events++;
    context().search(values, candidates);
    if (candidates.rules().size() > 1) {
      candidates.rules().sort();
    }
    return candidates.rules().size();
  }

  /** The rules that the last search found, by their order in the set. */
  public int rule(int index) {
    return candidates.rules().get(index);
  }

  /** How many candidates all searches looked at so far. */
  public long candidateCount() {
    return candidates.count();
  }

  /** How many events were searched without knowing what their selectors tell. */
  public long genericCount() {
    return generic;
  }

  /** How many contexts this made. */
  public long contextCount() {
    return made;
  }

  private Context context() {
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
      generic++;
      return contexts.generic();
    }
    made++;
    return contexts.make(key);
  }
}
