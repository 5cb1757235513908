package dev.sigrun.flink.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.Fingerprint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

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

  /** Written out, because those of records are slow on Java 17 where many callers share them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleKey that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high) * 31 + Long.hashCode(low);
  }
}
