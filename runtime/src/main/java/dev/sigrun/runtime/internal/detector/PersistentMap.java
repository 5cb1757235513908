package dev.sigrun.runtime.internal.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map. A change copies a leaf and the few branches above it and shares the rest, so
 * that a state may be kept while its successors change. The order in which it is listed follows
 * from hash codes and from the changes that led to it: the same on every machine if the hash codes
 * are, but not the same for all equal maps.
 */
public final class PersistentMap<K, V> {
  private static final int BITS = 4;
  private static final int FAN_OUT = 1 << BITS;
  private static final int LEAF_ENTRIES = 4;
  private static final int MAX_SHIFT = Integer.SIZE;

  private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null, 0);

  private final @Nullable Node<K, V> root;
  private final int size;

  private sealed interface Node<K, V> {}

  private record Branch<K, V>(@Nullable Node<K, V>[] children) implements Node<K, V> {}

  /** Entries whose hash codes are equal as far as the branches above look at them. */
  private record Leaf<K, V>(List<Map.Entry<K, V>> entries) implements Node<K, V> {}

  private PersistentMap(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  /** The map without entries. */
  @SuppressWarnings("unchecked") // It has no entry of any type.
  public static <K, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  public int size() {
    return size;
  }

  /** The value of {@code key}; null if there is none. */
  public @Nullable V get(K key) {
    Node<K, V> node = root;
    for (int shift = 0; node instanceof Branch<K, V> branch; shift += BITS) {
      node = branch.children()[child(key, shift)];
    }
    if (node instanceof Leaf<K, V> leaf) {
      List<Map.Entry<K, V>> entries = leaf.entries();
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).getKey().equals(key)) {
          return entries.get(i).getValue();
        }
      }
    }
    return null;
  }

  /** The same in which {@code key} has {@code value}. */
  public PersistentMap<K, V> with(K key, V value) {
    int added = get(key) == null ? 1 : 0;
    return new PersistentMap<>(put(root, Map.entry(key, value), 0), size + added);
  }

  /** The same with {@code key}, which is not in it. */
  public PersistentMap<K, V> withNew(K key, V value) {
    return new PersistentMap<>(put(root, Map.entry(key, value), 0), size + 1);
  }

  /** The same without {@code key}. */
  public PersistentMap<K, V> without(K key) {
    return get(key) == null ? this : new PersistentMap<>(remove(root, key, 0), size - 1);
  }

  /** Shows all entries in their order. */
  public void forEach(BiConsumer<K, V> action) {
    forEach(root, action);
  }

  private static <K, V> void forEach(@Nullable Node<K, V> node, BiConsumer<K, V> action) {
    if (node instanceof Branch<K, V> branch) {
      for (Node<K, V> each : branch.children()) {
        forEach(each, action);
      }
    } else if (node instanceof Leaf<K, V> leaf) {
      leaf.entries().forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }
  }

  private static <K, V> Node<K, V> put(
      @Nullable Node<K, V> node, Map.Entry<K, V> entry, int shift) {
    if (node instanceof Branch<K, V> branch) {
      @Nullable Node<K, V>[] children = branch.children().clone();
      int child = child(entry.getKey(), shift);
      children[child] = put(children[child], entry, shift + BITS);
      return new Branch<>(children);
    }
    if (node == null) {
      return new Leaf<>(List.of(entry));
    }
    List<Map.Entry<K, V>> entries = new ArrayList<>(LEAF_ENTRIES + 1);
    if (node instanceof Leaf<K, V> leaf) {
      for (Map.Entry<K, V> known : leaf.entries()) {
        if (!known.getKey().equals(entry.getKey())) {
          entries.add(known);
        }
      }
    }
    entries.add(entry);
    if (entries.size() <= LEAF_ENTRIES || shift >= MAX_SHIFT) {
      return new Leaf<>(List.copyOf(entries));
    }
    Node<K, V> split = new Branch<>(children());
    for (Map.Entry<K, V> each : entries) {
      split = put(split, each, shift);
    }
    return split;
  }

  private static <K, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key, int shift) {
    if (node instanceof Branch<K, V> branch) {
      @Nullable Node<K, V>[] children = branch.children().clone();
      int child = child(key, shift);
      children[child] = remove(children[child], key, shift + BITS);
      for (Node<K, V> each : children) {
        if (each != null) {
          return new Branch<>(children);
        }
      }
      return null;
    }
    if (node instanceof Leaf<K, V> leaf) {
      List<Map.Entry<K, V>> left =
          leaf.entries().stream().filter(entry -> !entry.getKey().equals(key)).toList();
      return left.isEmpty() ? null : new Leaf<>(left);
    }
    return null;
  }

  @SuppressWarnings("unchecked") // Generic arrays cannot be created; this one does not leave.
  private static <K, V> @Nullable Node<K, V>[] children() {
    return (Node<K, V>[]) new Node<?, ?>[FAN_OUT];
  }

  private static int child(Object key, int shift) {
    int hash = key.hashCode();
    // The lower bits of hash codes of short texts are all that differs, and not in all of them.
    return ((hash ^ hash >>> 16) >>> shift) & (FAN_OUT - 1);
  }
}
