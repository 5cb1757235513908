package dev.sigrun.cli.web.studio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Keeps the last results that took long to make, for objects that are the same and not only equal.
 * Safe for several threads; one result is made at a time.
 */
final class Memo<K, V> {
  private final int most;
  private final Deque<Entry<K, V>> entries = new ArrayDeque<>();

  private record Entry<K, V>(K key, V value) {}

  /** Keeps up to {@code most} results. */
  Memo(int most) {
    this.most = most;
  }

  /** The result for an object, which is made unless it is known. */
  @SuppressWarnings("ReferenceEquality") // Comparing rules means to compare whole trees.
  synchronized V get(K key, Function<K, V> make) {
    for (Iterator<Entry<K, V>> known = entries.iterator(); known.hasNext(); ) {
      Entry<K, V> entry = known.next();
      if (entry.key() == key) {
        known.remove();
        entries.addFirst(entry);
        return entry.value();
      }
    }
    V value = make.apply(key);
    entries.addFirst(new Entry<>(key, value));
    if (entries.size() > most) {
      entries.removeLast();
    }
    return value;
  }
}
