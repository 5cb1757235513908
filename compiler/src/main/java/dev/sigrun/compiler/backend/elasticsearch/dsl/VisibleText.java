package dev.sigrun.compiler.backend.elasticsearch.dsl;

/** Texts that a reader of a file sees, once line breaks and tabs are escaped. */
public final class VisibleText {
  private VisibleText() {}

  /** Whether {@code text} holds no control character but tabs and line breaks of ASCII. */
  public static boolean isVisible(String text) {
    return text.codePoints().allMatch(VisibleText::isVisible);
  }

  private static boolean isVisible(int c) {
    return c == '\n'
        || c == '\r'
        || c == '\t'
        || !(Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
  }
}
