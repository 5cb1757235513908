package dev.sigrun.compiler.document;

/** Ends the reading of a statement after an error in it was reported. */
final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyntaxError() {
    super("Reported already.", null, false, false);
  }
}
