package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** The value of a search identifier: tests of one event, and how they are combined. */
public sealed interface SigmaDetection {
  /** Where it is written. */
  Origin origin();

  /** A map: all parts must hold; one or more. */
  record All(Origin origin, List<SigmaDetection> parts) implements SigmaDetection {
    /** Copies the list. */
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** A list: one of the parts must hold; one or more. */
  record Any(Origin origin, List<SigmaDetection> parts) implements SigmaDetection {
    /** Copies the list. */
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A test of one field, or of the whole event.
   *
   * @param origin the key, or the values where there is none
   * @param field the field; empty for keywords, which any value may hold
   * @param modifiers how the values are meant, in the order in which they are written
   * @param values one of them must fit, or all with the modifier {@code all}; one or more
   */
  record Item(
      Origin origin, Optional<String> field, List<SigmaModifier> modifiers, List<SigmaValue> values)
      implements SigmaDetection {
    /** Copies the lists. */
    public Item {
      modifiers = List.copyOf(modifiers);
      values = List.copyOf(values);
    }

    /** Whether it has a modifier of this kind. */
    public boolean has(SigmaModifier.Kind kind) {
      return modifiers.stream().anyMatch(modifier -> modifier.kind() == kind);
    }
  }
}
