package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Unlikely events, and worse. */
final class RandomJson {
  private static final List<String> KEYS =
      List.of(
          "a",
          "b",
          "c",
          "text",
          "caseless",
          "",
          "a.b",
          "b.c.a",
          "a.b.c.a",
          "x",
          "a..b",
          ".",
          "b.c",
          "\\u0061",
          "\\u0061.\\u0062",
          "é",
          "\\ud800",
          "a.text",
          "b.caseless",
          "somewhat.longer.name",
          "somewhat.longer.namf",
          "abcdefgh",
          "abcdefghi",
          "longer-than-is-worth-remembering-".repeat(4),
          "c.a.b");

  private static final List<String> PIECES =
      List.of(
          "x",
          "Two Words",
          "443",
          "10.0.0.1",
          "::1",
          "true",
          "2024-05-01",
          "C:\\\\Windows\\\\System32",
          "é",
          "漢字",
          "😀",
          "\\n",
          "\\u00e9",
          "\\ud83d\\ude00",
          "\\ud83d",
          "\\ude00",
          "\\/",
          "\\\"",
          "\\u0000",
          "\u007f",
          "seven77",
          "eight888",
          "nine99999",
          "-1.5e3",
          "\u0800",
          "\uffff");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "443",
          "-1.50",
          "1e3",
          "1E+3",
          "12.5e-2",
          "9223372036854775808",
          "2147483648",
          "1e999999",
          "123456789012345678901234567890",
          "0.1",
          "0e0");

  /** Bytes, as Latin-1, that break what they are put into, or nearly so. */
  private static final List<String> BREAKERS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "// c\n",
          "/* c */",
          "# c\n",
          "\u00ef\u00bb\u00bf",
          "\u00fe\u00ff",
          "\u00c0\u0080",
          "\u00e0\u0080\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00f0\u0080\u0080\u0080",
          "\u00f5\u0080\u0080\u0080",
          "\u00e2\u0082",
          "\u0080",
          "\u00ff",
          "01",
          "-",
          "-01",
          "1.",
          ".5",
          "+1",
          "1e",
          "1e+",
          "0x10",
          "\\",
          "\\x",
          "\\u12",
          "\\u12g4",
          "\\U0041",
          "'",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "{}",
          "[]",
          "null",
          "nul",
          "nulll",
          "tru",
          "True",
          "falsee",
          "\u0000",
          "\u0001",
          "\u001f",
          "\t",
          "\n",
          "\r",
          "\f",
          "\u000b",
          " ",
          "\u00a0",
          "\u00c2\u00a0",
          "\u00e2\u0080\u00a8",
          "\"a\":1",
          ",,",
          "\\\\",
          "\\\"",
          "undefined",
          "e5",
          ".0",
          "\u007f",
          "\u00ef\u00bf\u00bf");

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private RandomJson(Random random) {
    this.random = random;
  }

  /** The bytes of a random event, which about half of the times is damaged. */
  static byte[] next(Random random) {
    RandomJson json = new RandomJson(random);
    json.object(random.nextInt(5));
    byte[] bytes = json.text.toString().getBytes(UTF_8);
    for (int i = random.nextBoolean() ? 0 : 1 + random.nextInt(3); i > 0; i--) {
      bytes = json.damage(bytes);
    }
    return bytes;
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void blanks() {
    if (random.nextInt(12) == 0) {
      for (int i = random.nextInt(10); i >= 0; i--) {
        text.append(" \n\r\t".charAt(random.nextInt(4)));
      }
    }
  }

  /** Mostly one of few; otherwise one of too many to remember all. */
  private String key() {
    return random.nextInt(16) > 0 ? oneOf(KEYS) : "id-" + random.nextInt(100_000);
  }

  private void object(int depth) {
    blanks();
    text.append('{');
    for (int i = random.nextInt(6); i > 0; i--) {
      blanks();
      text.append('"').append(key()).append('"');
      blanks();
      text.append(':');
      value(depth);
      text.append(i > 1 ? "," : "");
    }
    blanks();
    text.append('}');
    blanks();
  }

  private void value(int depth) {
    blanks();
    switch (random.nextInt(depth <= 0 ? 6 : 10)) {
      case 0, 1, 2 -> string();
      case 3, 4 -> text.append(oneOf(NUMBERS));
      case 5 -> text.append(oneOf(List.of("true", "false", "null", "[]", "{}", "\"\"")));
      case 6, 7 -> {
        text.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
          value(depth - 1);
          text.append(i > 1 ? "," : "");
        }
        text.append(']');
      }
      default -> object(depth - 1);
    }
    blanks();
  }

  private void string() {
    text.append('"');
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(oneOf(PIECES));
    }
    text.append('"');
  }

  private byte[] damage(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = at + random.nextInt(Math.min(12, bytes.length - at + 1));
    return switch (random.nextInt(7)) {
      case 0 -> join(bytes, at, oneOf(BREAKERS).getBytes(ISO_8859_1), at);
      case 1 -> join(bytes, at, oneOf(BREAKERS).getBytes(ISO_8859_1), end);
      case 2 ->
          join(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, bytes.length));
      case 3 -> join(bytes, at, new byte[0], end);
      case 4 -> join(bytes, at, java.util.Arrays.copyOfRange(bytes, at, end), at);
      case 5 ->
          join(
              bytes,
              at,
              new byte[0],
              random.nextInt(4) == 0 ? bytes.length : Math.min(at + 1, bytes.length));
      default ->
          random.nextInt(20) == 0
              ? deep(bytes)
              : join(bytes, 0, oneOf(BREAKERS).getBytes(ISO_8859_1), 0);
    };
  }

  /** Stands for a value so deep that it is nearly too deep, or just so. */
  private byte[] deep(byte[] bytes) {
    int depth = 990 + random.nextInt(20);
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    String value = oneOf(List.of("1", "{}", "[]", "\"x\""));
    String nested = "{\"a\":" + open.repeat(depth) + value + close.repeat(depth) + "}";
    return random.nextInt(4) == 0
        ? join(nested.getBytes(UTF_8), random.nextInt(9), bytes, 0)
        : nested.getBytes(UTF_8);
  }

  /** The bytes before {@code at}, then {@code middle}, then the bytes from {@code from} on. */
  private static byte[] join(byte[] bytes, int at, byte[] middle, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, at);
    joined.writeBytes(middle);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }
}
