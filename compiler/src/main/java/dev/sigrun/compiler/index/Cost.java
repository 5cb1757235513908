package dev.sigrun.compiler.index;

/** About how long it takes to answer a condition. */
final class Cost {
  private static final int MAX = 1 << 20;

  /** The whole event is read for it. */
  private static final int ANYWHERE = 100;

  private Cost() {}

  /** Steps, roughly. */
  static int of(Condition condition) {
    if (condition instanceof Condition.Test test) {
      return of(test.leaf());
    }
    int sum = 1;
    if (condition instanceof Condition.All all) {
      for (Condition part : all.parts()) {
        sum += of(part);
      }
    } else if (condition instanceof Condition.Any any) {
      for (Condition part : any.parts()) {
        sum += of(part);
      }
    }
    return Math.min(sum, MAX);
  }

  private static int of(Condition.Leaf leaf) {
    if (leaf instanceof Condition.Patterns patterns) {
      return 6 + 2 * patterns.patterns().size();
    }
    if (leaf instanceof Condition.Anywhere) {
      return ANYWHERE;
    }
    return leaf instanceof Condition.Values ? 3 : 1;
  }
}
