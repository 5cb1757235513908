package dev.sigrun.compiler.format.elastic;

import java.util.Locale;

/** The maturity of a rule. */
enum Maturity {
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
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return spelling();
  }
}
