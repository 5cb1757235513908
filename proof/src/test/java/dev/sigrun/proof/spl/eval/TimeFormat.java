package dev.sigrun.proof.spl.eval;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as texts of a format; the usual parts of it, in UTC. */
public final class TimeFormat {
  private static final Pattern PART = Pattern.compile("%([0-9]?[A-Za-z])");

  private TimeFormat() {}

  /** Seconds since 1970, or nothing if the text has another form. */
  public static @Nullable Value parse(@Nullable String text, @Nullable String format) {
    if (text == null || format == null) {
      return null;
    }
    String expanded = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S");
    StringBuilder regex = new StringBuilder();
    Matcher parts = PART.matcher(expanded);
    int start = 0;
    while (parts.find()) {
      regex.append(Pattern.quote(expanded.substring(start, parts.start())));
      regex.append(regex(parts.group(1)));
      start = parts.end();
    }
    regex.append(Pattern.quote(expanded.substring(start)));
    Matcher matcher = Pattern.compile(regex.toString()).matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    return new Value.Num(seconds(matcher, expanded));
  }

  private static String regex(String part) {
    return switch (part) {
      case "Y" -> "(?<Y>[0-9]{4})";
      case "m", "d", "H", "M", "S" -> "(?<" + part + ">[0-9]{2})";
      case "N", "3N", "Q", "3Q" -> "(?<N>[0-9]{3})";
      case "6N" -> "(?<N>[0-9]{6})";
      case "9N" -> "(?<N>[0-9]{9})";
      case "Z", "z" -> "(?<Z>Z|UTC|[+-][0-9]{2}:?[0-9]{2})";
      default -> throw new SplException("A part of a time format is not supported: %" + part);
    };
  }

  private static double seconds(Matcher matcher, String format) {
    ZoneOffset zone = ZoneOffset.UTC;
    if (format.contains("%Z") || format.contains("%z")) {
      String name = matcher.group("Z");
      zone = name.startsWith("+") || name.startsWith("-") ? ZoneOffset.of(name) : zone;
    }
    LocalDateTime time =
        LocalDateTime.of(
            part(matcher, format, "Y", 1970),
            part(matcher, format, "m", 1),
            part(matcher, format, "d", 1),
            part(matcher, format, "H", 0),
            part(matcher, format, "M", 0),
            part(matcher, format, "S", 0));
    boolean fraction = format.matches("(?s).*%[0-9]?[NQ].*");
    double rest = fraction ? Double.parseDouble("0." + matcher.group("N")) : 0;
    return time.toEpochSecond(zone) + rest;
  }

  private static int part(Matcher matcher, String format, String name, int otherwise) {
    return format.contains("%" + name) ? Integer.parseInt(matcher.group(name)) : otherwise;
  }

  /** The text of a time. */
  public static @Nullable Value format(@Nullable Double seconds, @Nullable String format) {
    if (seconds == null || format == null) {
      return null;
    }
    ZonedDateTime time = Instant.ofEpochMilli(Math.round(seconds * 1000)).atZone(ZoneOffset.UTC);
    String expanded = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S");
    return new Value.Text(
        PART.matcher(expanded).replaceAll(part -> formatted(time, part.group(1))));
  }

  private static String formatted(ZonedDateTime time, String part) {
    return switch (part) {
      case "Y" -> String.valueOf(time.getYear());
      case "m" -> two(time.getMonthValue());
      case "d" -> two(time.getDayOfMonth());
      case "H" -> two(time.getHour());
      case "M" -> two(time.getMinute());
      case "S" -> two(time.getSecond());
      case "3N", "3Q", "Q" -> String.format(Locale.ROOT, "%03d", time.getNano() / 1_000_000);
      case "s" -> String.valueOf(time.toEpochSecond());
      case "z" -> "+0000";
      case "Z" -> "UTC";
      default -> throw new SplException("A part of a time format is not supported: %" + part);
    };
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
