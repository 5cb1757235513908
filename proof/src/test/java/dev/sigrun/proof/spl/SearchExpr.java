package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import java.util.List;

/** A condition of the command {@code search}, which is true or false on each event. */
sealed interface SearchExpr {
  /** Whether it is true. */
  boolean test(Row row);

  /** True for all. */
  record All() implements SearchExpr {
    @Override
    public boolean test(Row row) {
      return true;
    }
  }

  /** True if all terms are. */
  record And(List<SearchExpr> terms) implements SearchExpr {
    @Override
    public boolean test(Row row) {
      return terms.stream().allMatch(term -> term.test(row));
    }
  }

  /** True if one term is. */
  record Or(List<SearchExpr> terms) implements SearchExpr {
    @Override
    public boolean test(Row row) {
      return terms.stream().anyMatch(term -> term.test(row));
    }
  }

  /** True if its operand is false, as it is for a missing field. */
  record Not(SearchExpr operand) implements SearchExpr {
    @Override
    public boolean test(Row row) {
      return !operand.test(row);
    }
  }

  /**
   * True if some value of the field compares so.
   *
   * @param exactCase whether the case of letters counts
   */
  record Compare(String field, String operator, String pattern, boolean exactCase)
      implements SearchExpr {
    @Override
    public boolean test(Row row) {
      return row.texts(field).stream().anyMatch(this::holds);
    }

    private boolean holds(String value) {
      return switch (operator) {
        case "=" -> SearchValues.matches(value, pattern, exactCase);
        case "!=" -> !SearchValues.matches(value, pattern, exactCase);
        default -> SearchValues.isInOrder(value, operator, pattern);
      };
    }
  }
}
