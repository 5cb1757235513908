package dev.sigrun.benchmarks.events;

import java.util.Random;

/** Identifiers that look random and repeat with the seed. */
final class Ids {
  private static final String DIGITS = "0123456789abcdef";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Ids() {}

  static String hex(Random random, int digits) {
    return text(random, digits, DIGITS);
  }

  static String base64(Random random, int characters) {
    return text(random, characters, BASE64);
  }

  static String uuid(Random random) {
    return hex(random, 8)
        + "-"
        + hex(random, 4)
        + "-4"
        + hex(random, 3)
        + "-a"
        + hex(random, 3)
        + "-"
        + hex(random, 12);
  }

  private static String text(Random random, int length, String alphabet) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
