package dev.sigrun.compiler.diagnostic;

/** How much a diagnostic weighs. */
public enum Severity {
  /** The rule cannot be compiled. */
  ERROR("error"),
  /** The rule compiles, but probably does not do what its author wants. */
  WARNING("warning"),
  /** The rule is well formed, but of a kind that is not compiled. */
  UNSUPPORTED("unsupported");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that messages use, in lower case. */
  public String label() {
    return label;
  }
}
