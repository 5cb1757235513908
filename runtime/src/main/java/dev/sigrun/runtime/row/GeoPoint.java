package dev.sigrun.runtime.row;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point on the earth, in degrees.
 *
 * @param longitude from -180 to 180
 * @param latitude from -90 to 90
 */
public record GeoPoint(double longitude, double latitude) {
  /** The mean radius of the earth in metres, as Lucene has it. */
  private static final double RADIUS = 6_371_008.7714;

  private static final int LONGEST = 100;

  private static final Pattern TEXT =
      Pattern.compile("point\\s*+\\(\\s*+([-+.e0-9]++)\\s++([-+.e0-9]++)\\s*+\\)");

  /** The point that a text such as {@code POINT(13.4 52.5)} gives. */
  static Optional<GeoPoint> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      double longitude = Double.parseDouble(matcher.group(1));
      double latitude = Double.parseDouble(matcher.group(2));
      return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
          ? Optional.of(new GeoPoint(longitude, latitude))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The distance in metres on a sphere. */
  double distanceTo(GeoPoint other) {
    double from = Math.toRadians(latitude);
    double to = Math.toRadians(other.latitude);
    double height = 1 - Math.cos(from - to);
    double width = 1 - Math.cos(Math.toRadians(longitude - other.longitude));
    double chord = height + Math.cos(from) * Math.cos(to) * width;
    return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord * 0.5)));
  }

  /** The point as well-known text. */
  @Override
  public String toString() {
    return "POINT (" + longitude + " " + latitude + ")";
  }
}
