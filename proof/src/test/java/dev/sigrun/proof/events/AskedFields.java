package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import java.util.List;

/** The fields that a predicate asks, as an event holds them. */
public final class AskedFields {
  private AskedFields() {}

  /** All of them, those of nested objects left out. */
  public static List<Field> of(Predicate predicate) {
    return Leaves.of(predicate).stream()
        .flatMap(
            leaf ->
                leaf instanceof Predicate.Computed computed
                    ? Leaves.fields(computed.condition()).stream()
                    : Leaves.field(leaf).stream())
        .distinct()
        .toList();
  }
}
