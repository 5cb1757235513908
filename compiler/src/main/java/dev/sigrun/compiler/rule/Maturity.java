package dev.sigrun.compiler.rule;

import java.util.Locale;

/** How far a rule has come. */
public enum Maturity {
  /** Being written. */
  DEVELOPMENT,
  /** Being tried. */
  EXPERIMENTAL,
  /** Nearly ready. */
  BETA,
  /** In use. */
  PRODUCTION,
  /** No longer in use. */
  DEPRECATED;

  /** The word that rule files use. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return spelling();
  }
}
