package dev.sigrun.compiler.rule;

import java.util.Locale;

/** The severity of a detection, with the corresponding risk scores. */
public enum RuleSeverity {
  /** Worth keeping. */
  LOW(0, 21),
  /** Worth a look. */
  MEDIUM(22, 47),
  /** Worth a look now. */
  HIGH(48, 73),
  /** Worth waking someone up. */
  CRITICAL(74, 100);

  private final int lowestScore;
  private final int highestScore;

  RuleSeverity(int lowestScore, int highestScore) {
    this.lowestScore = lowestScore;
    this.highestScore = highestScore;
  }

  /** The word that rule files use. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The lowest risk score of this severity. */
  public int lowestScore() {
    return lowestScore;
  }

  /** The highest risk score of this severity. */
  public int highestScore() {
    return highestScore;
  }

  @Override
  public String toString() {
    return spelling();
  }
}
