package dev.sigrun.proof.spl.eval;

/** A search whose result for these events hangs on something that no documentation settles. */
public final class UndocumentedException extends SplException {
  private static final long serialVersionUID = 1L;

  public UndocumentedException(String message) {
    super("Not documented: " + message);
  }
}
