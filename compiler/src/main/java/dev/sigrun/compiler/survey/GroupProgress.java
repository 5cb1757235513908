package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.util.List;

/** The progress of the groups of events that a rule ties together. */
public interface GroupProgress {
  /**
   * Groups that came equally far.
   *
   * @param reached how far, such as {@code 2 of 3 stages}
   * @param complete whether that satisfies the rule
   * @param groups the values that make some of the groups
   * @param count how many groups there are
   */
  record Level(String reached, boolean complete, List<String> groups, long count) {
    /** Copies the list. */
    public Level {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Looks at an event.
   *
   * @param truths for each condition of the rule, whether the event satisfies it
   */
  void add(byte[] json, List<Boolean> truths, String source, long line) throws EventFormatException;

  /** The progress of groups, the furthest first. */
  List<Level> levels();

  /** The progress of a rule; of rules without groups there is nothing to report. */
  static GroupProgress of(AnalyzedRule rule, Schema schema, Now now)
      throws MissingJavaCompilerException {
    return rule.query().accept(new ProgressOfShape(rule)).start(schema, now);
  }

  /** Rules whose events are on their own, or whose progress is not a count. */
  final class None implements GroupProgress {
    None() {}

    @Override
    public void add(byte[] json, List<Boolean> truths, String source, long line) {
      // Single events are counted elsewhere.
    }

    @Override
    public List<Level> levels() {
      return List.of();
    }
  }
}
