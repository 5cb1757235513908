package dev.sigrun.compiler.language.sigma.data;

import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.List;

/** A test of one value of a field, after all modifiers were applied. */
public sealed interface ValueTest {
  /**
   * Whether the whole value matches; wildcards stand at its edges for {@code contains} and such.
   */
  record Matches(Wildcard pattern, CaseSensitivity sensitivity) implements ValueTest {}

  /** Whether the regular expression, one that is searched for, is found in the value. */
  record Finds(Regex regex) implements ValueTest {}

  /** Whether the value is this number, as a number or as a text. */
  record Equals(BigDecimal number) implements ValueTest {}

  /** Whether the value is a number in this range, as a number or as a text. */
  record Within(Range<BigDecimal> range) implements ValueTest {}

  /** Whether the value is an address in one of these blocks. */
  record InBlocks(List<String> blocks) implements ValueTest {
    /** Copies the list. */
    public InBlocks {
      blocks = List.copyOf(blocks);
    }
  }

  /** Whether there is a value at all, whichever. */
  record Exists() implements ValueTest {}
}
