package dev.sigrun.proof.spl.eval;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields that an expression reads. */
public final class FieldsOf {
  private FieldsOf() {}

  public static List<String> expression(Expr expr) {
    Set<String> fields = new LinkedHashSet<>();
    collect(expr, fields);
    return List.copyOf(fields);
  }

  private static void collect(Expr expr, Set<String> fields) {
    if (expr instanceof Expr.FieldRef field) {
      fields.add(field.name());
    }
    children(expr).forEach(child -> collect(child, fields));
  }

  private static List<Expr> children(Expr expr) {
    if (expr instanceof Expr.Negative negative) {
      return List.of(negative.operand());
    } else if (expr instanceof Expr.Binary binary) {
      return List.of(binary.left(), binary.right());
    } else if (expr instanceof Expr.Comparison comparison) {
      return List.of(comparison.left(), comparison.right());
    } else if (expr instanceof Expr.Logical logical) {
      return List.of(logical.left(), logical.right());
    } else if (expr instanceof Expr.Not not) {
      return List.of(not.operand());
    }
    return expr instanceof Expr.Call call ? call.arguments() : List.of();
  }
}
