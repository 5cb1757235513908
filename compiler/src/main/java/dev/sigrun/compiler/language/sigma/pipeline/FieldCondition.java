package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A condition of a pipeline on the name of a field. */
public sealed interface FieldCondition {
  /** The name is one of these, or none of them if {@code excluded}. */
  record Named(Set<String> names, boolean excluded) implements FieldCondition {
    /** Copies the set. */
    public Named {
      names = Set.copyOf(names);
    }
  }

  /** The name matches one of these from its beginning, or none of them if {@code excluded}. */
  record Like(List<Pattern> patterns, boolean excluded) implements FieldCondition {
    /** Copies the list. */
    public Like {
      patterns = List.copyOf(patterns);
    }
  }

  /** The pipeline's item of that id was applied to the field. */
  record Applied(String id) implements FieldCondition {}

  /** The rule's state has the value under the key. */
  record State(String key, DataValue value) implements FieldCondition {}
}
