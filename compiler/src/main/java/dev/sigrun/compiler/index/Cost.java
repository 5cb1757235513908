package dev.sigrun.compiler.index;

import java.util.List;

/** About how long it takes to answer a condition. */
final class Cost implements Condition.Visitor<Integer>, Condition.LeafVisitor<Integer> {
  private static final Cost COST = new Cost();

  private static final int MAX = 1 << 20;

  /** The whole event is read for it. */
  private static final int ANYWHERE = 100;

  private Cost() {}

  /** Steps, roughly. */
  static int of(Condition condition) {
    return condition.accept(COST);
  }

  @Override
  public Integer visitAll(Condition.All all) {
    return sum(all.parts());
  }

  @Override
  public Integer visitAny(Condition.Any any) {
    return sum(any.parts());
  }

  private static int sum(List<Condition> parts) {
    int sum = 1;
    for (Condition part : parts) {
      sum += of(part);
    }
    return Math.min(sum, MAX);
  }

  @Override
  public Integer visitTest(Condition.Test test) {
    return test.leaf().accept(this);
  }

  @Override
  public Integer visitValues(Condition.Values values) {
    return 3;
  }

  @Override
  public Integer visitExists(Condition.Exists exists) {
    return 1;
  }

  @Override
  public Integer visitMaybe(Condition.Maybe maybe) {
    return 1;
  }

  @Override
  public Integer visitPatterns(Condition.Patterns patterns) {
    return 6 + 2 * patterns.patterns().size();
  }

  @Override
  public Integer visitMatching(Condition.Matching matching) {
    return 1;
  }

  @Override
  public Integer visitNumbers(Condition.Numbers numbers) {
    return 1;
  }

  @Override
  public Integer visitAddresses(Condition.Addresses addresses) {
    return 1;
  }

  @Override
  public Integer visitAnywhere(Condition.Anywhere anywhere) {
    return ANYWHERE;
  }
}
