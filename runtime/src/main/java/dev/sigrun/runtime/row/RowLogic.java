package dev.sigrun.runtime.row;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions, which are true, false or null. Sides of a comparison have one type. */
public final class RowLogic {
  private RowLogic() {}

  /** Whether a condition is true, not false, null or a list. */
  public static boolean isTrue(@Nullable Object condition) {
    return Boolean.TRUE.equals(condition);
  }

  /** From left to right: false if a term is, otherwise null if one is, otherwise true. */
  public static @Nullable Object and(@Nullable Object... terms) {
    return join(false, terms);
  }

  /** From left to right: true if a term is, otherwise null if one is, otherwise false. */
  public static @Nullable Object or(@Nullable Object... terms) {
    return join(true, terms);
  }

  /** A list makes what is before it and itself null, even if that would decide. */
  private static @Nullable Object join(boolean deciding, @Nullable Object... terms) {
    Object result = !deciding;
    for (int i = 0; i < terms.length; i++) {
      Object term = terms[i];
      if (term instanceof List || (i == 1 && terms[0] instanceof List)) {
        result = null;
      } else if (term instanceof Boolean truth && truth == deciding) {
        result = deciding;
      } else if (term == null && !(result instanceof Boolean known && known == deciding)) {
        result = null;
      }
    }
    return result;
  }

  /** The opposite; null of null. */
  public static @Nullable Object not(@Nullable Object condition) {
    return condition instanceof Boolean truth ? (Object) !truth : null;
  }

  /** Whether both are the same. */
  public static @Nullable Object equal(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null || left instanceof List || right instanceof List) {
      return null;
    }
    RowBudget.spendOn(left);
    return left instanceof Double a && right instanceof Double b
        ? (Object) (a.doubleValue() == b.doubleValue())
        : (Object) left.equals(right);
  }

  /** Whether the left side is less. */
  public static @Nullable Object less(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return a < b;
    }
    if (left == null || right == null || left instanceof List || right instanceof List) {
      return null;
    }
    RowBudget.spendOn(left);
    return Cells.ORDER.compare(left, right) < 0;
  }

  /** Whether the left side is less, or both are the same. */
  public static @Nullable Object lessOrEqual(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return a <= b;
    }
    if (left == null || right == null || left instanceof List || right instanceof List) {
      return null;
    }
    RowBudget.spendOn(left);
    return Cells.ORDER.compare(left, right) <= 0;
  }

  /** True if one of the elements equals; otherwise null if the value or an element is. */
  public static @Nullable Object in(@Nullable Object value, @Nullable Object... elements) {
    Object result = false;
    for (Object element : elements) {
      result = or(result, equal(value, element));
    }
    return result;
  }

  /** Whether a text is in the set. */
  public static @Nullable Object in(@Nullable Object text, StringSet texts) {
    return RowBudget.read(text) instanceof String value ? (Object) texts.contains(value) : null;
  }

  /** Whether a text matches one of the patterns as a whole. */
  public static @Nullable Object like(@Nullable Object text, Wildcards patterns) {
    return RowBudget.read(text) instanceof String value ? (Object) patterns.matches(value) : null;
  }

  /** Whether a text matches the regular expression as a whole. */
  public static @Nullable Object like(@Nullable Object text, Regex regex) {
    return RowBudget.read(text) instanceof String value ? (Object) regex.matches(value) : null;
  }

  /** Whether an address lies in one of the blocks. */
  public static @Nullable Object cidrMatch(@Nullable Object address, IpBlocks blocks) {
    return address instanceof IpAddress value ? (Object) blocks.contains(value) : null;
  }

  /** The first cell that is not null. */
  public static @Nullable Object coalesce(@Nullable Object... cells) {
    for (Object cell : cells) {
      if (cell != null) {
        return cell;
      }
    }
    return null;
  }
}
