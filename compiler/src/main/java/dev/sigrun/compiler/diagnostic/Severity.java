package dev.sigrun.compiler.diagnostic;

/** The severity of a diagnostic. */
public enum Severity {
  /** The rule cannot be compiled. */
  ERROR("error"),
  /** The rule compiles, but probably does not do what its author wants. */
  WARNING("warning"),
  /** A warning that the user chose to have reported but otherwise ignored. */
  INFO("info"),
  /** The rule is well formed, but of a kind that is not compiled. */
  UNSUPPORTED("unsupported");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** Whether a rule with such a diagnostic is not compiled. */
  boolean preventsCompilation() {
    return this == ERROR || this == UNSUPPORTED;
  }

  /** The word that messages use, in lower case. */
  public String label() {
    return label;
  }
}
