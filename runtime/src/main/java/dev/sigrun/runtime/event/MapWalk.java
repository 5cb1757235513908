package dev.sigrun.runtime.event;

import dev.sigrun.runtime.event.ValueTarget.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over an event that is held as a tree of maps. */
final class MapWalk {
  private final EventBuilder event;
  private int values;

  MapWalk(EventBuilder event) {
    this.event = event;
  }

  void object(ReadPlan.@Nullable Node node, Map<?, ?> members, int depth)
      throws EventFormatException {
    checkDepth(depth);
    for (Map.Entry<?, ?> entry : members.entrySet()) {
      String key = String.valueOf(entry.getKey());
      int mark = event.enter(key);
      int opened = event.openedByKeys();
      ReadPlan.Node child = event.member(node, key, mark);
      value(child, entry.getValue(), depth);
      event.closeDownTo(opened);
      event.leave(mark);
    }
  }

  private void value(ReadPlan.@Nullable Node node, @Nullable Object value, int depth)
      throws EventFormatException {
    if (++values >= EventReader.MAX_VALUES) {
      throw JacksonEventReader.tooManyValues();
    }
    if (value == null || event.isUnwanted(node)) {
      if (value == null) {
        event.nothing(node);
      }
      return;
    }
    if (value instanceof Map<?, ?> map) {
      event.startObject(node);
      object(node, map, depth + 1);
      event.endObject(node);
    } else if (value instanceof Iterable<?> elements) {
      array(node, elements, depth + 1);
    } else if (value instanceof Object[] elements) {
      array(node, Arrays.asList(elements), depth + 1);
    } else if (value.getClass().isArray()) {
      array(node, boxed(value), depth + 1);
    } else if (value instanceof Number) {
      event.scalar(node, Scalar.NUMBER, value.toString());
    } else if (value instanceof Boolean) {
      event.scalar(node, Scalar.BOOLEAN, value.toString());
    } else {
      event.scalar(node, Scalar.STRING, value.toString());
    }
  }

  private void array(ReadPlan.@Nullable Node node, Iterable<?> elements, int depth)
      throws EventFormatException {
    checkDepth(depth);
    event.startList(node);
    for (Object element : elements) {
      value(node, element, depth);
    }
  }

  private static void checkDepth(int depth) throws EventFormatException {
    if (depth > EventReader.MAX_DEPTH) {
      throw new EventFormatException(
          "The event is nested deeper than " + EventReader.MAX_DEPTH + " levels.");
    }
  }

  private static List<?> boxed(Object array) {
    if (array instanceof int[] ints) {
      return Arrays.stream(ints).boxed().toList();
    }
    if (array instanceof long[] longs) {
      return Arrays.stream(longs).boxed().toList();
    }
    if (array instanceof double[] doubles) {
      return Arrays.stream(doubles).boxed().toList();
    }
    return List.of();
  }
}
