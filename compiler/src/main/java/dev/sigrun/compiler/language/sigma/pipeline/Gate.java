package dev.sigrun.compiler.language.sigma.pipeline;

import java.util.List;
import java.util.function.Predicate;

/**
 * The conditions under which an item is applied: conditions under {@code and}, {@code or} and
 * {@code not}.
 *
 * @param <C> the kind of conditions
 */
public sealed interface Gate<C> {
  /**
   * Whether it is open.
   *
   * @param holds whether a condition holds
   */
  boolean isOpen(Predicate<C> holds);

  /** Open if the condition holds. */
  record Single<C>(C condition) implements Gate<C> {
    @Override
    public boolean isOpen(Predicate<C> holds) {
      return holds.test(condition);
    }
  }

  /** Open if all are; without any it is open. */
  record All<C>(List<Gate<C>> gates) implements Gate<C> {
    /** Copies the list. */
    public All {
      gates = List.copyOf(gates);
    }

    @Override
    public boolean isOpen(Predicate<C> holds) {
      return gates.stream().allMatch(gate -> gate.isOpen(holds));
    }
  }

  /** Open if one is. */
  record Any<C>(List<Gate<C>> gates) implements Gate<C> {
    /** Copies the list. */
    public Any {
      gates = List.copyOf(gates);
    }

    @Override
    public boolean isOpen(Predicate<C> holds) {
      return gates.stream().anyMatch(gate -> gate.isOpen(holds));
    }
  }

  /** Open if the other is not. */
  record Closed<C>(Gate<C> gate) implements Gate<C> {
    @Override
    public boolean isOpen(Predicate<C> holds) {
      return !gate.isOpen(holds);
    }
  }

  /** Always open. */
  static <C> Gate<C> open() {
    return new All<>(List.of());
  }
}
