package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of single texts, by code points. */
final class TextFunctions {
  private static final int LONGEST = 1_048_576;

  private TextFunctions() {}

  static List<Object> apply(RowFunction function, List<Object> arguments) {
    String text = arguments.get(0).toString();
    Object second = arguments.size() > 1 ? arguments.get(1) : "";
    Object third = arguments.size() > 2 ? arguments.get(2) : "";
    int[] points = text.codePoints().toArray();
    return switch (function) {
      case BIT_LENGTH -> one(8 * text.getBytes(StandardCharsets.UTF_8).length);
      case BYTE_LENGTH -> one(text.getBytes(StandardCharsets.UTF_8).length);
      case CONCAT ->
          one(bounded(String.join("", arguments.stream().map(Object::toString).toList())));
      case CONTAINS -> one(text.contains((String) second));
      case ENDS_WITH -> one(text.endsWith((String) second));
      case STARTS_WITH -> one(text.startsWith((String) second));
      case FROM_BASE64 -> one(decoded(text));
      case TO_BASE64 ->
          one(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case HASH -> one(digest(text, (String) second));
      case JSON_EXTRACT -> json(text, (String) second);
      case LEFT -> one(part(points, 0, number(second)));
      case RIGHT -> one(part(points, points.length - Math.max(0, number(second)), points.length));
      case LENGTH -> one(points.length);
      case LOCATE ->
          one(
              located(
                  points,
                  ((String) second).codePoints().toArray(),
                  third.equals("") ? 1 : number(third)));
      case LTRIM -> one(text.replaceAll("^[\\s\\p{Z}&&[^\\u00a0\\u2007\\u202f]]+", ""));
      case RTRIM -> one(text.replaceAll("[\\s\\p{Z}&&[^\\u00a0\\u2007\\u202f]]+$", ""));
      case TRIM -> one(text.strip());
      case REPEAT -> one(repeated(text, number(second)));
      case SPACE -> one(repeated(" ", number(arguments.get(0))));
      case REPLACE -> one(replaced(text, (String) second, (String) third));
      case REVERSE -> one(new StringBuilder(text).reverse().toString());
      case SPLIT -> List.copyOf(split(text, (String) second));
      case SUBSTRING -> one(substring(points, number(second), third));
      case URL_DECODE -> one(urlDecoded(text));
      case URL_ENCODE -> one(URLEncoder.encode(text, StandardCharsets.UTF_8));
      case URL_ENCODE_COMPONENT ->
          one(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  private static List<Object> one(Object value) {
    return List.of(value);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST) {
      throw new FailureException("Creating strings longer than [1048576] bytes is not supported");
    }
    return text;
  }

  private static String part(int[] points, long start, long end) {
    StringBuilder part = new StringBuilder();
    for (long i = Math.max(0, start); i < Math.min(end, points.length); i++) {
      part.appendCodePoint(points[(int) i]);
    }
    return part.toString();
  }

  private static String substring(int[] points, long start, Object length) {
    long first = start > 0 ? start - 1 : start == 0 ? 0 : Math.max(0, points.length + start);
    if (length.equals("")) {
      return part(points, first, points.length);
    }
    if (number(length) < 0) {
      throw new FailureException("Length parameter cannot be negative");
    }
    return part(points, first, first + number(length));
  }

  private static int located(int[] text, int[] part, long start) {
    for (int at = (int) Math.max(0, Math.min(start - 1, text.length));
        at + part.length <= text.length;
        at++) {
      int same = 0;
      while (same < part.length && text[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at + 1;
      }
    }
    return 0;
  }

  private static String repeated(String text, long times) {
    if (times < 0) {
      throw new FailureException("Number parameter cannot be negative");
    }
    if (!text.isEmpty() && times > LONGEST / text.length()) {
      throw new FailureException("Creating strings longer than [1048576] bytes is not supported");
    }
    return text.repeat((int) times);
  }

  private static String replaced(String text, String regex, String replacement) {
    try {
      return Pattern.compile(regex).matcher(text).replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FailureException("No group");
    }
  }

  private static List<String> split(String text, String delimiter) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (delimiter.equals(String.valueOf(c))) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FailureException("Illegal base64 character");
    }
  }

  private static String digest(String algorithm, String text) {
    try {
      StringBuilder digits = new StringBuilder();
      for (byte b :
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8))) {
        digits.append(String.format("%02x", b));
      }
      return digits.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new FailureException("Unknown algorithm");
    }
  }

  private static String urlDecoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FailureException("Illegal escape");
    }
  }

  /** The value at a path such as {@code $.a[0]['b']}. */
  private static List<Object> json(String text, String path) {
    Object value;
    try {
      value = JsonValues.read(text);
    } catch (JsonFormatException e) {
      throw new FailureException("Invalid JSON");
    }
    Matcher step =
        Pattern.compile("\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]|\\[([0-9]+)\\]|([^.\\[]+)")
            .matcher(path.startsWith("$") ? path.substring(1) : path);
    while (step.find()) {
      String index = step.group(3);
      value =
          index != null
              ? element(value, Integer.parseInt(index))
              : member(value, first(step.group(1), step.group(2), step.group(4)));
    }
    if (value == null) {
      return List.of();
    }
    return one(value instanceof String string ? string : JsonValues.write(value));
  }

  private static String first(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  private static @Nullable Object member(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> object ? object.get(name) : null;
  }

  private static @Nullable Object element(@Nullable Object value, int index) {
    return value instanceof List<?> list && index < list.size() ? list.get(index) : null;
  }
}
