package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;

/**
 * What a predicate speaks about: the event, or an object of a nested list in it.
 *
 * @param fields the expression whose fields are meant
 * @param event the variable that holds the event or the object
 * @param prefix begins the names of its fields; empty for the event itself
 * @param depth how many lists it is nested in
 */
record Scope(CodeBlock fields, String event, String prefix, int depth) {
  /** The name of the parameter of constructors. */
  static final String FIELDS = "fields";

  /** The event itself. */
  static final Scope EVENT = new Scope(CodeBlock.of(FIELDS), "event", "", 0);

  /** The objects of {@code nested}, a field of this scope. */
  Scope elementsOf(String nested) {
    return new Scope(
        CodeBlock.of("$N.fields()", nested), elementName(depth + 1), nested + ".", depth + 1);
  }

  /** This scope in a class that is made for it: it gets its fields through the constructor. */
  Scope inOwnClass() {
    return new Scope(CodeBlock.of(FIELDS), event, prefix, depth);
  }

  private static String elementName(int depth) {
    return depth == 1 ? "element" : "element" + depth;
  }
}
