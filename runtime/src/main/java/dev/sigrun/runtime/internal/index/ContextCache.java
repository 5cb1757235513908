package dev.sigrun.runtime.internal.index;

import org.jspecify.annotations.Nullable;

/**
 * The contexts that have been created, shared by all threads. When they become too many, all are
 * forgotten.
 */
final class ContextCache {
  /** About how many bytes all contexts may take. */
  private static final long MAX_WEIGHT = 48L << 20;

  private static final int INITIAL_ROOM = 256;

  private final ContextBuilder builder;

  /**
   * A hash table, read without a lock: a context that another thread stores a moment later is made
   * again, at worst.
   */
  private volatile @Nullable Context[] table = new Context[INITIAL_ROOM];

  private int size;
  private long weight;

  private @Nullable Context generic;

  /** What the contexts were made with. */
  private int generation;

  ContextCache(ContextBuilder builder) {
    this.builder = builder;
  }

  /** The context for the key, if it was made already. */
  @Nullable Context find(SelectorKey key) {
    @Nullable Context[] contexts = table;
    int mask = contexts.length - 1;
    for (int slot = key.hash() & mask; ; slot = slot + 1 & mask) {
      Context found = contexts[slot];
      if (found == null || key.equalsKey(found.key())) {
        return found;
      }
    }
  }

  /** Forgets contexts that were made with the experience of an earlier generation. */
  synchronized void forgetBefore(int current) {
    if (generation < current) {
      generation = current;
      clear();
      generic = null;
    }
  }

  private void clear() {
    table = new Context[INITIAL_ROOM];
    size = 0;
    weight = 0;
  }

  /** Makes the context for the key. */
  Context make(SelectorKey key) {
    Context made = builder.build(key.toArray());
    synchronized (this) {
      Context other = find(key);
      if (other != null) {
        return other;
      }
      if (weight + made.weight() > MAX_WEIGHT) {
        clear();
      } else if (size * 2 >= table.length) {
        table = grown(table);
      }
      put(table, made);
      size++;
      weight += made.weight();
    }
    return made;
  }

  private @Nullable Context[] grown(@Nullable Context[] old) {
    @Nullable Context[] larger = new Context[old.length * 2];
    for (Context each : old) {
      if (each != null) {
        put(larger, each);
      }
    }
    return larger;
  }

  private static void put(@Nullable Context[] contexts, Context context) {
    int mask = contexts.length - 1;
    int slot = SelectorKey.hash(context.key()) & mask;
    while (contexts[slot] != null) {
      slot = slot + 1 & mask;
    }
    contexts[slot] = context;
  }

  /** The context that fits every event. */
  synchronized Context generic() {
    Context known = generic;
    if (known == null) {
      known = builder.buildGeneric();
      generic = known;
    }
    return known;
  }
}
