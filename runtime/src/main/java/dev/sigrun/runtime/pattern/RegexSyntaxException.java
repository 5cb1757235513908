package dev.sigrun.runtime.pattern;

/** Thrown if a text is not a valid regular expression, or is too large. */
public final class RegexSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  RegexSyntaxException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** The position of the mistake, in UTF-16 units from the start of the expression. */
  public int offset() {
    return offset;
  }
}
