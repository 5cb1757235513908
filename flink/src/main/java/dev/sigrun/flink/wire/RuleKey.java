package dev.sigrun.flink.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.Fingerprint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells rules apart by id and fingerprint in 16 bytes: a rule that has not changed keeps its states
 * whatever else a rule set holds, and one that has changed starts without state.
 */
public record RuleKey(long high, long low) {
  /** The key of a rule with this id and fingerprint. */
  public static RuleKey of(String ruleId, Fingerprint fingerprint) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(fingerprint.text().getBytes(UTF_8));
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(ruleId.getBytes(UTF_8)));
      return new RuleKey(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
