package dev.sigrun.flink.wire;

import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.Key;
import java.io.IOException;
import java.util.Arrays;

/**
 * The key of a state: the rule, and the key under which events of the rule belong together. Its
 * hash is the same in every process.
 */
public final class CellKey {
  private final RuleKey rule;
  private final byte[] key;

  private CellKey(RuleKey rule, byte[] key) {
    this.rule = rule;
    this.key = key;
  }

  /** The state of a rule for a key. */
  public static CellKey of(RuleKey rule, Key key) {
    return new CellKey(rule, DetectorCodecs.KEY.toBytes(key));
  }

  static CellKey ofBytes(RuleKey rule, byte[] key) {
    return new CellKey(rule, key);
  }

  /** The rule. */
  public RuleKey rule() {
    return rule;
  }

  /**
   * The key.
   *
   * @throws IOException if the bytes are damaged
   */
  public Key key() throws IOException {
    return DetectorCodecs.KEY.fromBytes(key);
  }

  byte[] keyBytes() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellKey that && rule.equals(that.rule) && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return rule.hashCode() * 31 + Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return rule + "/" + Arrays.hashCode(key);
  }
}
