package dev.sigrun.oracle.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as JSON that says nearly the same in an unusual form: other names for a place,
 * keys twice, escapes, and values of another type.
 */
final class HostileJson {
  private final Random random;

  /** Whether readers that keep the last of equal keys, or numbers by value, read the same. */
  private boolean plain = true;

  private HostileJson(Random random) {
    this.random = random;
  }

  /**
   * A form of an event.
   *
   * @param isPlain whether all readers of JSON see the same in it
   */
  record Form(String json, boolean isPlain) {}

  /** Some form of the event, whose keys are dotted names. */
  static Form of(Map<String, @Nullable Object> event, Random random) {
    HostileJson writer = new HostileJson(random);
    String json = writer.object(event);
    return new Form(json, writer.plain);
  }

  private boolean rarely(int one) {
    return random.nextInt(one) == 0;
  }

  private String object(Map<String, @Nullable Object> members) {
    List<String> names = new ArrayList<>();
    List<String> written = new ArrayList<>();
    Map<String, Map<String, @Nullable Object>> inner = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          boolean nests = dot > 0 && dot < key.length() - 1 && random.nextInt(3) > 0;
          if (nests && rarely(8)) {
            // The same object more than once.
            names.add(key.substring(0, dot));
            written.add(member(key.substring(0, dot), object(one(key.substring(dot + 1), value))));
          } else if (nests) {
            inner
                .computeIfAbsent(key.substring(0, dot), each -> new LinkedHashMap<>())
                .put(key.substring(dot + 1), value);
          } else {
            names.add(key);
            written.add(member(key, value(value)));
          }
          if (rarely(25)) {
            plain = false;
            written.add(member(key, value(rarely(2) ? "other" : null)));
          }
        });
    inner.forEach(
        (key, each) -> {
          names.add(key);
          String json = object(each);
          written.add(
              member(
                  key,
                  switch (random.nextInt(12)) {
                    case 0 -> "[" + json + "]";
                    case 1 -> "[{}, " + json + ", null]";
                    default -> json;
                  }));
        });
    plain &= names.stream().distinct().count() == names.size();
    Collections.shuffle(written, random);
    return "{" + String.join(rarely(3) ? " ,\n" : ",", written) + "}";
  }

  private static Map<String, @Nullable Object> one(String key, @Nullable Object value) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put(key, value);
    return one;
  }

  private String member(String key, String json) {
    return string(key, 60) + ":" + json;
  }

  private String value(@Nullable Object value) {
    String json = scalarOrList(value);
    return switch (random.nextInt(60)) {
      case 0 -> "[" + json + "]";
      case 1 -> "[[" + json + "], null]";
      case 2 -> "[\"x\", " + json + ", \"\"]";
      case 3 -> "{\"x\": " + json + "}";
      case 4 -> "[{\"keyword\": 1}, " + json + "]";
      case 5 -> "[]";
      case 6 -> "null";
      case 7 -> rarely(2) ? "true" : "false";
      case 8 -> "{}";
      default -> json;
    };
  }

  private String scalarOrList(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<String> all = new ArrayList<>();
      list.forEach(each -> all.add(value(each)));
      return "[" + String.join(", ", all) + "]";
    }
    if (value instanceof Number number) {
      return number(number.toString());
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, each) -> members.put(String.valueOf(key), each));
      return object(members);
    }
    return rarely(4) ? "\"" + value + "\"" : String.valueOf(value);
  }

  private String number(String written) {
    boolean whole = written.matches("[1-9][0-9]*");
    String other =
        switch (random.nextInt(16)) {
          case 0 -> written + (whole ? ".0" : "");
          case 1 -> written + (whole ? "e0" : "");
          case 2 -> whole ? written + "00E-2" : written;
          case 3 -> whole ? written + ".5" : written;
          case 4 -> "-" + written.replace("-", "");
          default -> written;
        };
    plain &= other.equals(written);
    return switch (random.nextInt(16)) {
      case 0, 1 -> "\"" + other + "\"";
      case 2 -> "\"00" + other + "\"";
      case 3 -> "\" " + other + "\"";
      case 4 -> "\"+" + other + "\"";
      default -> other;
    };
  }

  private String text(String text) {
    boolean numeric = text.matches("0|[1-9][0-9]{0,15}");
    return switch (random.nextInt(40)) {
      case 0 -> string(text.toUpperCase(Locale.ROOT), 60);
      case 1 -> string(text.toLowerCase(Locale.ROOT), 60);
      case 2 -> string(text, 2);
      case 3 -> string(text + "\ud83d", 60);
      case 4 -> string("\ude00" + text, 60);
      case 5 -> string(text + "\u0000", 60);
      case 6 -> string(text + " ".repeat(rarely(3) ? 9_000 : 1), 60);
      case 7 -> string(text.replace('k', '\u212a').replace('s', '\u017f'), 60);
      case 8 -> string(text.replace('i', '\u0131').replace('I', '\u0130'), 60);
      case 9 -> string(text.substring(0, text.length() / 2), 60);
      case 10, 11 -> numeric ? text : string(text, 60);
      case 12 -> string(text + text, 60);
      default -> string(text, rarely(6) ? 3 : 400);
    };
  }

  /** A string in which one of some characters is escaped by number. */
  private String string(String text, int one) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair && !rarely(one)) {
        json.append(c).append(text.charAt(++i));
      } else if (pair) {
        json.append(escape(c)).append(escape(text.charAt(++i)));
      } else if (Character.isSurrogate(c)) {
        plain = false;
        json.append(escape(c));
      } else if (c < ' ' || rarely(one)) {
        json.append(escape(c));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '/' && rarely(one)) {
        json.append("\\/");
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private String escape(char c) {
    String digits = String.format("%04x", (int) c);
    return "\\u" + (random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
  }
}
