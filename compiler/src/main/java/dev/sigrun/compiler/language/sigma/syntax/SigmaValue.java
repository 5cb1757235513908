package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;

/** A value of an item, before its modifiers say how it is meant. */
public sealed interface SigmaValue {
  /** Where it is written. */
  Origin origin();

  /** Its kind, for messages: {@code "a text"}. */
  String shape();

  /**
   * A text.
   *
   * @param written with its wildcards and backslashes, which not all modifiers read alike
   */
  record Text(Origin origin, String written) implements SigmaValue {
    @Override
    public String shape() {
      return "a text";
    }
  }

  /** A number. */
  record Numeric(Origin origin, BigDecimal value) implements SigmaValue {
    @Override
    public String shape() {
      return "a number";
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(Origin origin, boolean value) implements SigmaValue {
    @Override
    public String shape() {
      return "a boolean";
    }
  }

  /** No value: the field must be missing. */
  record Null(Origin origin) implements SigmaValue {
    @Override
    public String shape() {
      return "null";
    }
  }
}
