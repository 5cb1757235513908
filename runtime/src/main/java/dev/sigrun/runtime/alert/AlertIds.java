package dev.sigrun.runtime.alert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.EventRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Ids that are the same whenever the same rule sees the same event. */
final class AlertIds {
  /** Cloned for each hash, which is faster than asking the platform for it. */
  private static final MessageDigest SHA_256 = sha256();

  private AlertIds() {}

  /** The id of an event: its own one, otherwise a hash of its content. */
  static String ofEvent(EventTree event) {
    return ownId(event).orElseGet(() -> hash(event.canonicalBytes()));
  }

  /**
   * The id of an event: its own one, otherwise a hash of its content and its place, so that two
   * equal lines are two events, and the same line is the same event whenever it is read.
   */
  static String ofEvent(EventTree event, EventRecord record) {
    return ownId(event)
        .orElseGet(
            () ->
                record.line() == 0
                    ? hash(event.canonicalBytes())
                    : hash(event.canonicalBytes(), place(record).getBytes(UTF_8)));
  }

  /** The source of an event. */
  static String place(EventRecord record) {
    return record.source() + ":" + record.line();
  }

  private static Optional<String> ownId(EventTree event) {
    return event
        .text("_id")
        .or(() -> event.text("kibana.alert.uuid"))
        .or(() -> event.text("event.id"));
  }

  /** A hash of several texts, which differs when the texts are cut differently. */
  static String hash(String... texts) {
    byte[][] encoded = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      encoded[i] = texts[i].getBytes(UTF_8);
    }
    return hash(encoded);
  }

  private static String hash(byte[]... texts) {
    MessageDigest digest = newDigest();
    for (byte[] text : texts) {
      digest.update((text.length + ":").getBytes(ISO_8859_1));
      digest.update(text);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
