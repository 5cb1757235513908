package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text that a value must contain for a pattern to match it.
 *
 * @param text folded, with {@link FoldedText#START} and {@link FoldedText#END} where values must
 *     start or end with it
 * @param likelihood how likely an event holds it in the field
 */
public record Literal(byte[] text, double likelihood) {
  /** Whether it is the same text. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Literal literal && Arrays.equals(text, literal.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
