package dev.sigrun.benchmarks.peer;

import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Rules as another engine takes them.
 *
 * @param <T> what the engine calls a rule
 * @param taken the rules that it can express, in their order
 * @param refused how many it cannot, by reason
 */
public record Conversion<T>(List<Taken<T>> taken, Map<String, Integer> refused) {
  /** Copies the list. */
  public Conversion {
    taken = List.copyOf(taken);
  }

  /**
   * A converted rule.
   *
   * @param exact whether it means the same for every event
   */
  public record Taken<T>(AnalyzedRule rule, T form, boolean exact) {}

  /**
   * The result of converting one condition.
   *
   * @param <T> what the engine calls a rule
   */
  record Form<T>(T form, boolean exact) {}

  /** Says why an engine cannot express a condition. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    RefusedException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }

  static <T> Conversion<T> of(List<AnalyzedRule> rules, Function<Predicate, Form<T>> converter) {
    List<Taken<T>> taken = new ArrayList<>();
    Map<String, Integer> refused = new TreeMap<>();
    for (AnalyzedRule rule : rules) {
      try {
        Form<T> form = converter.apply(BenchmarkRules.predicate(rule));
        taken.add(new Taken<>(rule, form.form(), form.exact()));
      } catch (RefusedException e) {
        refused.merge(e.reason, 1, Integer::sum);
      }
    }
    return new Conversion<>(taken, refused);
  }

  /** The rules that were taken. */
  public List<AnalyzedRule> rules() {
    return taken.stream().map(Taken::rule).toList();
  }

  /** {@code 1052 of 1543 rules taken, 747 of them exactly; refused: regex 16, ...}. */
  public String summary() {
    int all = taken.size() + refused.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder text = new StringBuilder();
    text.append(taken.size()).append(" of ").append(all).append(" rules taken, ");
    text.append(taken.stream().filter(Taken::exact).count()).append(" of them exactly");
    if (!refused.isEmpty()) {
      List<String> reasons = new ArrayList<>();
      refused.forEach((reason, count) -> reasons.add(reason + " " + count));
      text.append("; refused: ").append(String.join(", ", reasons));
    }
    return text.toString();
  }
}
