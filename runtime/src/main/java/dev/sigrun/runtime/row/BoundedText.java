package dev.sigrun.runtime.row;

/**
 * A text that can be looked at only so often, which bounds the time of a search that backtracks.
 * For one thread.
 */
final class BoundedText implements CharSequence {
  private final CharSequence text;
  private final Budget budget;

  /** How many characters may still be looked at. */
  private static final class Budget {
    private final int all;
    private int left;

    Budget(int all) {
      this.all = all;
      this.left = all;
    }

    void spend() {
      if (--left < 0) {
        throw new ExhaustedException();
      }
    }
  }

  /** A search took more steps than it may. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExhaustedException() {
      super("A search looked at too many characters.", null, false, false);
    }
  }

  private BoundedText(CharSequence text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  static BoundedText of(CharSequence text, int steps) {
    return new BoundedText(text, new Budget(steps));
  }

  /** How many characters were looked at. */
  int spent() {
    return budget.all - Math.max(0, budget.left);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    budget.spend();
    return text.charAt(index);
  }

  /** Shares the budget. */
  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), budget);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
