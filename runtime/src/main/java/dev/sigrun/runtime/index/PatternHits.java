package dev.sigrun.runtime.index;

/** Tries the patterns whose literals were found in a value, until one matches. */
final class PatternHits implements GramHits {
  private BytePattern[] patterns = new BytePattern[0];
  private byte[] text = new byte[0];
  private int start;
  private int end;
  private boolean matched;

  /** Starts with a value. */
  void begin(BytePattern[] patterns, byte[] text, int start, int end) {
    this.patterns = patterns;
    this.text = text;
    this.start = start;
    this.end = end;
    this.matched = false;
  }

  @Override
  public void add(int[] filed) {
    for (int i = 0; i < filed.length && !matched; i++) {
      matched = patterns[filed[i]].matches(text, start, end);
    }
  }

  /** Whether one matched. */
  boolean isMatched() {
    return matched;
  }
}
