package dev.sigrun.compiler.backend.elasticsearch.eql;

/** Decides whether EQL can represent a string. */
final class EqlText {
  private EqlText() {}

  /** Whether {@code text} is Unicode: an unpaired surrogate has no escape. */
  static boolean isWritable(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
