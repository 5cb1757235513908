package dev.sigrun.runtime.internal.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a trie by number, in arrays. Every key leads from every node to a node: where
 * nothing is wanted, to one that has no children and leads to itself.
 */
final class NodeTable {
  /** The node below which nothing is wanted. */
  static final int NOTHING = 0;

  /** A bit for required values, whose path is in {@link #PATH}. */
  static final int VALUES = 1 << 30;

  /** A bit for required presence: whether there is a value. */
  static final int PRESENCE = 1 << 29;

  /** A bit for requirements beyond a scan; anything here makes events incomplete. */
  static final int ALL = 1 << 28;

  /** The bits of the path's number. */
  static final int PATH = ALL - 1;

  /** The requirements of each node: bits, and the path's number; mostly nothing. */
  private final int[] wanted;

  /** The numbers that occur when each node has a value. */
  private final int[][] presences;

  /** The node that unknown keys of each node lead to. */
  private final int[] other;

  private final KeyTable keys;
  private final int root;

  private NodeTable(Builder builder, int root, KeyTable keys) {
    this.presences = builder.presences.toArray(new int[0][]);
    this.wanted = new int[presences.length];
    for (int node = 0; node < wanted.length; node++) {
      wanted[node] =
          (builder.path.get(node) >= 0 ? VALUES | builder.path.get(node) : 0)
              | (presences[node].length > 0 ? PRESENCE : 0)
              | (builder.incomplete.get(node) ? ALL : 0);
    }
    this.other = builder.other.stream().mapToInt(Integer::intValue).toArray();
    this.keys = keys;
    this.root = root;
  }

  static NodeTable of(KeyTrie.Node root) {
    Builder builder = new Builder();
    int nothing = builder.add(-1, new int[0], false);
    int number = builder.addTree(root, nothing, new int[0], root.incomplete);
    return new NodeTable(builder, number, KeyTable.of(builder.childrenByNode));
  }

  /** The values required at the node: {@link #VALUES} and more bits, and the number of a path. */
  int wanted(int node) {
    return wanted[node];
  }

  /** The numbers that occur when there is a value at the node. */
  int[] presences(int node) {
    return presences[node];
  }

  /** The node of the event itself. */
  int root() {
    return root;
  }

  /** The node that the key in the bytes leads to; the key contains no escapes. */
  int child(int node, byte[] bytes, int start, int end) {
    if (keys.isEmpty(node)) {
      return other[node];
    }
    int child = keys.find(node, bytes, start, end);
    return child != KeyTable.UNKNOWN ? child : childOfUnknown(node, bytes, start, end);
  }

  private int childOfUnknown(int node, byte[] bytes, int start, int end) {
    int dot = dot(bytes, start, end);
    return dot == end ? other[node] : childByParts(node, bytes, start, dot, end);
  }

  /** Goes name by name through a key with dots until names are unknown. */
  private int childByParts(int start, byte[] bytes, int from, int firstDot, int end) {
    int node = start;
    int position = from;
    int dot = firstDot;
    while (true) {
      int child = keys.isEmpty(node) ? KeyTable.UNKNOWN : keys.find(node, bytes, position, dot);
      if (child == KeyTable.UNKNOWN) {
        return other[node];
      }
      if (dot == end) {
        return child;
      }
      node = child;
      position = dot + 1;
      dot = dot(bytes, position, end);
    }
  }

  /** The index of the first dot, or of the end. */
  private static int dot(byte[] bytes, int start, int end) {
    for (int position = start; position < end; position += Long.BYTES) {
      long dots = Words.dots(Words.upTo(bytes, position, end));
      if (dots != 0) {
        return position + Words.first(dots);
      }
    }
    return end;
  }

  /** Numbers the nodes. */
  private static final class Builder {
    private final List<Integer> path = new ArrayList<>();
    private final List<int[]> presences = new ArrayList<>();
    private final List<Boolean> incomplete = new ArrayList<>();
    private final List<Integer> other = new ArrayList<>();
    private final List<Map<String, Integer>> childrenByNode = new ArrayList<>();

    /** Adds a node to which unknown keys of its own lead. */
    int add(int pathNumber, int[] presenceNumbers, boolean isIncomplete) {
      path.add(pathNumber);
      presences.add(presenceNumbers);
      incomplete.add(isIncomplete);
      other.add(other.size());
      childrenByNode.add(new HashMap<>());
      return other.size() - 1;
    }

    /** Adds a node and all below it, which inherit presences and incompleteness. */
    int addTree(KeyTrie.Node node, int outerOther, int[] inherited, boolean outerIncomplete) {
      int[] all = with(inherited, node.presence);
      boolean isIncomplete = outerIncomplete || node.incomplete;
      int number = add(node.path, all, isIncomplete);
      boolean same = node.presence < 0 && isIncomplete == incomplete.get(outerOther);
      int ownOther = same ? outerOther : add(-1, all, isIncomplete);
      other.set(number, ownOther);
      node.children.forEach(
          (name, child) ->
              childrenByNode.get(number).put(name, addTree(child, ownOther, all, isIncomplete)));
      return number;
    }

    private static int[] with(int[] numbers, int further) {
      if (further < 0) {
        return numbers;
      }
      int[] all = Arrays.copyOf(numbers, numbers.length + 1);
      all[numbers.length] = further;
      return all;
    }
  }
}
