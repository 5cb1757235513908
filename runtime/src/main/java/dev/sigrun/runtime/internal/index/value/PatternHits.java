package dev.sigrun.runtime.internal.index.value;

/**
 * Tries the patterns whose literals were found in a value, each once, until one matches. A value
 * may hold a literal at nearly all of its bytes, so that trying again would cost the square of its
 * length.
 */
final class PatternHits implements GramHits {
  private BytePattern[] patterns = new BytePattern[0];
  private byte[] text = new byte[0];
  private int start;
  private int end;
  private boolean matched;

  /** The value for which each pattern was last tried. */
  private int[] triedFor = new int[0];

  private int epoch;
  private int tries;

  /** Starts with a value. */
  void begin(BytePattern[] patterns, byte[] text, int start, int end) {
    this.patterns = patterns;
    this.text = text;
    this.start = start;
    this.end = end;
    this.matched = false;
    this.tries = 0;
    if (triedFor.length < patterns.length || epoch == Integer.MAX_VALUE) {
      triedFor = new int[Math.max(triedFor.length, patterns.length)];
      epoch = 0;
    }
    epoch++;
  }

  @Override
  public void add(int[] filed) {
    for (int i = 0; i < filed.length && !matched; i++) {
      int pattern = filed[i];
      if (triedFor[pattern] != epoch) {
        triedFor[pattern] = epoch;
        tries++;
        matched = patterns[pattern].matches(text, start, end);
      }
    }
  }

  /** The number of patterns that were tried on the value. */
  int tries() {
    return tries;
  }

  /** Whether one matched. */
  boolean isMatched() {
    return matched;
  }
}
