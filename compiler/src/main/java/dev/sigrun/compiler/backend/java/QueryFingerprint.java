package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells what detectors look for in short: equal for rules that mean the same. */
final class QueryFingerprint {
  /** 128 bits, enough to make accidental collisions impossible in practice. */
  private static final int BYTES = 16;

  private QueryFingerprint() {}

  /**
   * A hash of the query as analysed and of {@code options}. Titles, comments and the layout of the
   * query do not count.
   */
  static String of(AnalyzedRule rule, List<String> options) {
    String meaning = rule.query() + "\n" + String.join("\n", options);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
