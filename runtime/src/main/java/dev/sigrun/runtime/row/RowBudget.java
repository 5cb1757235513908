package dev.sigrun.runtime.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much work the rows of one event, or of one group, may take: {@value #MOST_STEPS} steps. An
 * operator on a row is a step, and so is each value of a list and each {@value #TEXT_OF_STEP}
 * characters of a text that a function reads. An event with long lists in several columns would
 * otherwise take as many steps as their lengths multiplied.
 *
 * <p>The budget belongs to the thread, so that functions of cells take cells alone. It is full when
 * the rows of the next event {@linkplain #begin() begin}.
 */
public final class RowBudget {
  /** About how many steps take a second. */
  public static final long MOST_STEPS = 10_000_000;

  private static final int TEXT_OF_STEP = 16;
  private static final int LONG_TEXT = 256;

  private static final ThreadLocal<RowBudget> CURRENT = ThreadLocal.withInitial(RowBudget::new);

  private long left = MOST_STEPS;

  private RowBudget() {}

  /** Rows took more steps than they may. The event, or the group, has no rows then. */
  public static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExceededException() {
      super("The rows of one event take more than " + MOST_STEPS + " steps.", null, false, false);
    }
  }

  /** The rows of the next event, or of the next group, begin. */
  public static void begin() {
    CURRENT.get().left = MOST_STEPS;
  }

  /**
   * Takes steps from the budget of this thread.
   *
   * @throws ExceededException if there are not so many left
   */
  public static void spend(long steps) {
    RowBudget budget = CURRENT.get();
    budget.left -= steps;
    if (budget.left < 0) {
      throw new ExceededException();
    }
  }

  /**
   * The same cell, after taking the steps that reading it costs.
   *
   * @throws ExceededException if there are not so many left
   */
  static @Nullable Object read(@Nullable Object cell) {
    spendOn(cell);
    return cell;
  }

  /**
   * Takes the steps that reading a cell costs.
   *
   * @throws ExceededException if there are not so many left
   */
  public static void spendOn(@Nullable Object cell) {
    if (cell instanceof String text) {
      // Nearly all texts are short, and cost less than the operator that reads them.
      if (text.length() > LONG_TEXT) {
        spend(text.length() / TEXT_OF_STEP);
      }
    } else if (cell instanceof List<?> list) {
      spend(size(list));
    }
  }

  /** The same cell, after taking the steps that sorting its values costs. */
  static @Nullable Object readSorting(@Nullable Object cell) {
    if (cell instanceof List<?> list) {
      spend(size(list) * (Integer.SIZE - Integer.numberOfLeadingZeros(list.size())));
    }
    return cell;
  }

  private static long size(List<?> values) {
    long size = values.size();
    for (Object value : values) {
      if (value instanceof String text) {
        size += text.length() / TEXT_OF_STEP;
      }
    }
    return size;
  }
}
