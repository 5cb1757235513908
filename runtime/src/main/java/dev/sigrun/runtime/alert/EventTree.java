package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as a tree of JSON values, in which dotted keys mean the same as nested objects. */
final class EventTree {
  private final Map<String, @Nullable Object> root;

  private EventTree(Map<String, @Nullable Object> root) {
    this.root = root;
  }

  /** The tree of an event, which may be changed afterwards. */
  static EventTree copyOf(Map<String, ? extends @Nullable Object> root) {
    return new EventTree(JsonValues.copyOf(root));
  }

  /** The tree of an event that nobody can change. */
  static EventTree of(Map<String, @Nullable Object> unmodifiable) {
    return new EventTree(unmodifiable);
  }

  /** The part that is the same in all {@code trees}, of which there is at least one. */
  static EventTree commonTo(List<EventTree> trees) {
    Map<String, @Nullable Object> common = trees.get(0).root;
    for (EventTree each : trees) {
      common = commonTo(common, each.root);
    }
    return copyOf(common);
  }

  private static Map<String, @Nullable Object> commonTo(Map<?, ?> left, Map<?, ?> right) {
    Map<String, @Nullable Object> common = new LinkedHashMap<>();
    left.forEach(
        (key, value) -> {
          Object other = right.get(key);
          if (value instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            common.put(String.valueOf(key), commonTo(a, b));
          } else if (value instanceof Collection<?> a && other instanceof Collection<?> b) {
            common.put(String.valueOf(key), commonTo(a, b));
          } else if (value != null && value.equals(other)) {
            common.put(String.valueOf(key), value);
          }
        });
    return common;
  }

  private static List<Object> commonTo(Collection<?> left, Collection<?> right) {
    Set<Object> others = new HashSet<>(right);
    List<Object> common = new ArrayList<>(left);
    common.removeIf(element -> !others.contains(element));
    return common;
  }

  /** The whole tree, unmodifiable. */
  Map<String, @Nullable Object> root() {
    return root;
  }

  /** The whole tree as one line of JSON. */
  String json() {
    return JsonValues.write(root);
  }

  /** The values at a dotted path, arrays flattened, without null; objects are values here. */
  List<Object> values(String path) {
    List<Object> found = new ArrayList<>();
    collect(root, path, found);
    return found;
  }

  /** The texts of the scalars at a dotted path. */
  List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    for (Object value : values(path)) {
      if (!(value instanceof Map)) {
        texts.add(value.toString());
      }
    }
    return texts;
  }

  /** The first text at a dotted path. */
  Optional<String> text(String path) {
    for (Object value : values(path)) {
      if (!(value instanceof Map)) {
        return Optional.of(value.toString());
      }
    }
    return Optional.empty();
  }

  /** The value at a dotted path: a scalar, an array or an object. */
  Optional<Object> value(String path) {
    return Optional.ofNullable(value(root, path));
  }

  /** The JSON of the event with sorted keys, so that equal events have equal bytes. */
  byte[] canonicalBytes() {
    return JsonBytes.sorted(root);
  }

  /**
   * A copy that can be changed, without empty objects and lists.
   *
   * @param dropped the names at the top, with all below them, that are left out
   */
  Map<String, @Nullable Object> copyWithout(List<String> dropped) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    root.forEach(
        (key, value) -> {
          Object pruned = isAnyOrBelow(key, dropped) ? null : pruned(value);
          if (pruned != null) {
            copy.put(key, pruned);
          }
        });
    return copy;
  }

  /** Whether a name is one of {@code names}, or begins with one and a dot. */
  private static boolean isAnyOrBelow(String name, List<String> names) {
    for (String each : names) {
      if (name.startsWith(each)
          && (name.length() == each.length() || name.charAt(each.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  /** All scalars and arrays below the object at {@code path}, by their dotted names under it. */
  Map<String, Object> flattened(String path) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flatten("", root, path + ".", flat);
    return flat;
  }

  private static void flatten(
      String prefix, Map<?, ?> object, String wanted, Map<String, Object> flat) {
    for (Map.Entry<?, ?> member : object.entrySet()) {
      String key = String.valueOf(member.getKey());
      String name = prefix.isEmpty() ? key : prefix + key;
      boolean below = name.startsWith(wanted);
      if ((below || leadsTo(wanted, name)) && member.getValue() instanceof Map<?, ?> child) {
        flatten(name + ".", child, wanted, flat);
      } else if (below) {
        Object pruned = pruned(member.getValue());
        if (pruned != null) {
          flat.put(name.substring(wanted.length()), pruned);
        }
      }
    }
  }

  /** Whether {@code name} and a dot are how {@code path} begins. */
  private static boolean leadsTo(String path, String name) {
    return path.length() > name.length()
        && path.charAt(name.length()) == '.'
        && path.startsWith(name);
  }

  private static void collect(@Nullable Object at, String path, List<Object> found) {
    if (at instanceof Iterable<?> elements) {
      elements.forEach(element -> collect(element, path, found));
    } else if (at instanceof Map<?, ?> object) {
      for (int end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
        Object child = object.get(path.substring(0, end));
        if (end == path.length()) {
          addScalars(child, found);
        } else if (child != null) {
          collect(child, path.substring(end + 1), found);
        }
      }
    }
  }

  private static void addScalars(@Nullable Object value, List<Object> found) {
    if (value instanceof Iterable<?> elements) {
      elements.forEach(element -> addScalars(element, found));
    } else if (value != null) {
      found.add(value);
    }
  }

  private static @Nullable Object value(Map<?, ?> object, String path) {
    for (int end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
      Object child = object.get(path.substring(0, end));
      if (end == path.length()) {
        return child;
      }
      Object found = child instanceof Map<?, ?> map ? value(map, path.substring(end + 1)) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * The position at which the name that starts the path may end: at each dot, and at the end; -1
   * after it.
   */
  private static int nextEnd(String path, int start) {
    if (start > path.length()) {
      return -1;
    }
    int dot = path.indexOf('.', start);
    return dot < 0 ? path.length() : dot;
  }

  /** A value without empty parts, itself if it has none; null if nothing is left of it. */
  private static @Nullable Object pruned(@Nullable Object value) {
    return isFull(value) ? value : prunedCopy(value);
  }

  /** Whether a value has no null in it and no empty object or list. */
  private static boolean isFull(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      for (Object member : object.values()) {
        if (!isFull(member)) {
          return false;
        }
      }
      return !object.isEmpty();
    }
    if (value instanceof Collection<?> elements) {
      for (Object element : elements) {
        if (!isFull(element)) {
          return false;
        }
      }
      return !elements.isEmpty();
    }
    return value != null && !(value instanceof Iterable);
  }

  private static @Nullable Object prunedCopy(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      object.forEach(
          (key, member) -> {
            Object pruned = pruned(member);
            if (pruned != null) {
              copy.put(String.valueOf(key), pruned);
            }
          });
      return copy.isEmpty() ? null : Collections.unmodifiableMap(copy);
    }
    if (value instanceof Iterable<?> elements) {
      List<Object> copy = new ArrayList<>();
      for (Object element : elements) {
        Object pruned = pruned(element);
        if (pruned != null) {
          copy.add(pruned);
        }
      }
      return copy.isEmpty() ? null : Collections.unmodifiableList(copy);
    }
    return value;
  }
}
