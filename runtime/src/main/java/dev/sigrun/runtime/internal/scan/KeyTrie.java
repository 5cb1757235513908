package dev.sigrun.runtime.internal.scan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The required names in events, as a trie for finding keys by their bytes. Each wanted path, and
 * each wanted presence, has a number; numbers count from 0 in the order in which they were first
 * requested. Immutable.
 */
public final class KeyTrie {
  private final Map<String, Integer> pathByName;
  private final Map<String, Integer> presenceByName;
  private final int numberCount;
  private final NodeTable nodes;

  private KeyTrie(Builder builder) {
    this.pathByName = Map.copyOf(builder.pathByName);
    this.presenceByName = Map.copyOf(builder.presenceByName);
    this.numberCount = builder.numbers;
    this.nodes = NodeTable.of(builder.root);
  }

  /** A builder of tries. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of numbers, of paths and of presences. */
  public int numberCount() {
    return numberCount;
  }

  /** The number of the path {@code name}, if its values are wanted. */
  public OptionalInt path(String name) {
    return number(pathByName.get(name));
  }

  /** The number for the presence of any value at {@code name} or below, if required. */
  public OptionalInt presence(String name) {
    return number(presenceByName.get(name));
  }

  private static OptionalInt number(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  NodeTable nodes() {
    return nodes;
  }

  /** Collects names. */
  public static final class Builder {
    private final Map<String, Integer> pathByName = new HashMap<>();
    private final Map<String, Integer> presenceByName = new HashMap<>();
    private final Node root = new Node();
    private int numbers;

    private Builder() {}

    /** Wants the values at the dotted path {@code name}; the result is the path's number. */
    public int path(String name) {
      return pathByName.computeIfAbsent(
          name,
          each -> {
            root.descend(each).path = numbers;
            return numbers++;
          });
    }

    /**
     * Wants to know whether there is a value at the dotted path {@code name} or below. The result
     * is the number that then occurs.
     */
    public int presence(String name) {
      return presenceByName.computeIfAbsent(
          name,
          each -> {
            root.descend(each).presence = numbers;
            return numbers++;
          });
    }

    /**
     * Wants to know whether there is anything at all at the dotted path {@code name} or below: then
     * events are not {@link ScannedEvent#isComplete() complete}.
     */
    public Builder incompleteAt(String name) {
      root.descend(name).incomplete = true;
      return this;
    }

    /** Makes every event {@link ScannedEvent#isComplete() incomplete}. */
    public Builder alwaysIncomplete() {
      root.incomplete = true;
      return this;
    }

    /** Makes the trie. */
    public KeyTrie build() {
      return new KeyTrie(this);
    }
  }

  /** A place in the trie while it is built. */
  static final class Node {
    final Map<String, Node> children = new LinkedHashMap<>();

    /** The number of the path that ends here; negative if none does. */
    int path = -1;

    /** The number of the presence that is wanted here; negative if none is. */
    int presence = -1;

    /** Whether a value here makes an event incomplete. */
    boolean incomplete;

    Node descend(String name) {
      Node node = this;
      for (String segment : name.split("\\.", -1)) {
        node = node.children.computeIfAbsent(segment, ignored -> new Node());
      }
      return node;
    }
  }
}
