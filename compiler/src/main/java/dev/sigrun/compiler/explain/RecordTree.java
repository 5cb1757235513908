package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.source.Origin;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at trees whose nodes are records, whatever their family: syntax trees of any language and
 * the IR.
 */
public final class RecordTree {
  private static final String INDENT = "  ";

  private RecordTree() {}

  /** The tree on lines: a node and its plain values on each, its children indented below. */
  public static String print(Record root) {
    StringBuilder text = new StringBuilder();
    print("", root, "", text);
    return text.toString();
  }

  /** All event fields in the tree, sorted. */
  public static List<Field> fields(Record root) {
    TreeSet<Field> fields = new TreeSet<>();
    collectFields(root, fields);
    return List.copyOf(fields);
  }

  private record Child(String role, Record node) {}

  private static void print(String role, Record node, String indent, StringBuilder text) {
    List<Child> children = new ArrayList<>();
    text.append(indent).append(role).append(node.getClass().getSimpleName());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = value(component, node);
      if (value instanceof Origin) {
        continue;
      }
      List<Record> records = records(value);
      if (records.isEmpty()) {
        text.append(' ').append(component.getName()).append('=').append(plain(value));
      } else {
        records.forEach(record -> children.add(new Child(component.getName() + ": ", record)));
      }
    }
    text.append('\n');
    children.forEach(child -> print(child.role(), child.node(), indent + INDENT, text));
  }

  private static List<Record> records(Object value) {
    if (value instanceof Record record) {
      return List.of(record);
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(RecordTree::records).orElse(List.of());
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().flatMap(element -> records(element).stream()).toList();
    }
    return List.of();
  }

  private static String plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(RecordTree::plain).orElse("none");
    }
    return value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
  }

  private static void collectFields(Record node, Set<Field> fields) {
    if (node instanceof Field field) {
      fields.add(field);
      return;
    }
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      records(value(component, node)).forEach(child -> collectFields(child, fields));
    }
  }

  private static Object value(RecordComponent component, Record node) {
    try {
      Method accessor = component.getAccessor();
      // Nodes of other people's languages need not be public.
      accessor.setAccessible(true);
      return accessor.invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Not readable: " + component, e);
    }
  }
}
