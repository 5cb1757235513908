package dev.sigrun.compiler.language.kql;

import dev.sigrun.compiler.language.FunctionSignature;
import java.util.List;

/** The operators of KQL and how each is written. */
final class KqlSignatures {
  private KqlSignatures() {}

  static List<FunctionSignature> all() {
    return List.of(
        operator(":", "field: value"),
        operator("\"", "field: \"text\""),
        operator("*", "field: text*"),
        operator("(...)", "field: (a or b)"),
        operator(">", "field > value"),
        operator(">=", "field >= value"),
        operator("<", "field < value"),
        operator("<=", "field <= value"),
        operator("{...}", "field: { name: value }"),
        operator("and", "a and b"),
        operator("or", "a or b"),
        operator("not", "not a"));
  }

  private static FunctionSignature operator(String name, String call) {
    return new FunctionSignature(name, call, List.of());
  }
}
