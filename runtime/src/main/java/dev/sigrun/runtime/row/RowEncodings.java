package dev.sigrun.runtime.row;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts in other forms: Base64, digests, parts of addresses in the web, JSON. */
public final class RowEncodings {
  private RowEncodings() {}

  /** The text whose bytes in Base64 are given, with or without padding. */
  public static @Nullable Object fromBase64(@Nullable Object text) {
    try {
      return RowBudget.read(text) instanceof String s
          ? new String(
              Base64.getDecoder().decode(s.getBytes(StandardCharsets.UTF_8)),
              StandardCharsets.UTF_8)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The bytes of the text in Base64. */
  public static @Nullable Object toBase64(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s
        ? bounded(Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_8)))
        : null;
  }

  /** The digest of a text in hexadecimal digits. */
  public static @Nullable Object hash(@Nullable Object algorithm, @Nullable Object text) {
    if (!(algorithm instanceof String name) || !(RowBudget.read(text) instanceof String s)) {
      return null;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(name.toUpperCase(Locale.ROOT));
      return HexFormat.of().formatHex(digest.digest(s.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      return null;
    }
  }

  /** The text in which {@code %} and two digits stand for a byte, and {@code +} for a blank. */
  public static @Nullable Object urlDecode(@Nullable Object text) {
    try {
      return RowBudget.read(text) instanceof String s
          ? URLDecoder.decode(s, StandardCharsets.UTF_8)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The text as a form sends it: a blank is {@code +}. */
  public static @Nullable Object urlEncode(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s
        ? bounded(URLEncoder.encode(s, StandardCharsets.UTF_8))
        : null;
  }

  /** The text as a part of an address: a blank is {@code %20}. */
  public static @Nullable Object urlEncodeComponent(@Nullable Object text) {
    return urlEncode(text) instanceof String s ? bounded(s.replace("+", "%20")) : null;
  }

  /** The text, unless it is longer than texts may be. */
  private static @Nullable String bounded(String text) {
    return text.length() <= RowTexts.LONGEST ? text : null;
  }

  /** The value at a place of a document in JSON: a text as it is, the others as JSON. */
  public static @Nullable Object jsonExtract(@Nullable Object json, @Nullable Object path) {
    return RowBudget.read(json) instanceof String document && path instanceof String place
        ? JsonPlace.parse(place).flatMap(parsed -> parsed.in(document)).orElse(null)
        : null;
  }
}
