package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The questions that rows ask about events. */
public interface EventFacts {
  /** The values of a field, in the order of the event. */
  List<Object> values(Map<String, @Nullable Object> event, Field field);

  /** Whether the event satisfies the predicate. */
  boolean test(Predicate predicate, Map<String, @Nullable Object> event);
}
