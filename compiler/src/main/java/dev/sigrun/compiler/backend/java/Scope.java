package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subject of a predicate: the event, or an object of a nested list in it.
 *
 * @param fields the expression whose fields are meant
 * @param lists the fields of the lists that it is nested in, the outermost first
 * @param event the variable that holds the event or the object
 * @param prefix begins the names of its fields; empty for the event itself
 * @param depth how many lists it is nested in
 */
record Scope(CodeBlock fields, List<Field> lists, String event, String prefix, int depth) {
  /** The name of the parameter of constructors. */
  static final String FIELDS = "fields";

  /** The event itself. */
  static final Scope EVENT = new Scope(CodeBlock.of(FIELDS), List.of(), "event", "", 0);

  /**
   * The objects of a field of this scope.
   *
   * @param nested the member that reads {@code field}
   */
  Scope elementsOf(String nested, Field field) {
    return new Scope(
        CodeBlock.of("$N.fields()", nested),
        Stream.concat(lists.stream(), Stream.of(field)).toList(),
        elementName(depth + 1),
        nested + ".",
        depth + 1);
  }

  /** This scope in a class that is made for it: it gets its fields through the constructor. */
  Scope inOwnClass() {
    return new Scope(CodeBlock.of(FIELDS), lists, event, prefix, depth);
  }

  private static String elementName(int depth) {
    return depth == 1 ? "element" : "element" + depth;
  }
}
