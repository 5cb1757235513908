package dev.sigrun.compiler.inventory;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * A reason why no event of some events can satisfy a query.
 *
 * @param origin the part of the query that cannot be satisfied
 * @param field the field that it is about
 * @param kind the kind of the obstacle
 * @param wanted the values that the query asks for; empty if any value would do
 */
public record Obstacle(Origin origin, Field field, Kind kind, List<String> wanted) {
  /** Copies the list. */
  public Obstacle {
    wanted = List.copyOf(wanted);
  }

  /** The kinds of obstacles. */
  public enum Kind {
    /** No event has the field. */
    MISSING_FIELD,
    /** Events have the field, but never with a value that is asked for. */
    UNSEEN_VALUE
  }
}
