package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.DateFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where and how events contain the values of a field, beyond its name and type; corresponds to the
 * parameters of a field in the mapping of an index.
 *
 * @param places paths whose values the field has; empty for the path of its own name. A multi-field
 *     has the values of its parent, the target of {@code copy_to} those of other fields, too.
 * @param patterns of further paths whose values the field has, with {@code *} for any run of
 *     characters, dots included
 * @param nullValue the value that an explicit null at the first of the places counts as
 * @param constant the value that the field has in events that do not hold one
 * @param dateFormat how dates are written, as {@link DateFormat#of} reads it
 * @param scalingFactor of numbers that are kept as whole multiples of a fraction
 * @param ignoreAbove how many chars texts have at most that count as values
 */
public record Reading(
    List<String> places,
    List<String> patterns,
    Optional<String> nullValue,
    Optional<String> constant,
    Optional<String> dateFormat,
    OptionalDouble scalingFactor,
    OptionalInt ignoreAbove) {
  /** Values are at the path of the field's name, and as its type reads them. */
  public static final Reading PLAIN =
      new Reading(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty());

  /** Copies the lists; refuses formats that are not known. */
  public Reading {
    places = List.copyOf(places);
    patterns = List.copyOf(patterns);
    dateFormat.ifPresent(DateFormat::of);
  }

  /** Values are at these paths. */
  public static Reading at(String... places) {
    return PLAIN.withPlaces(List.of(places));
  }

  /** The same with other places. */
  public Reading withPlaces(List<String> paths) {
    return new Reading(
        paths, patterns, nullValue, constant, dateFormat, scalingFactor, ignoreAbove);
  }

  /** The same with the values of all paths that match one of these, too. */
  public Reading withPatterns(List<String> others) {
    return new Reading(places, others, nullValue, constant, dateFormat, scalingFactor, ignoreAbove);
  }

  /** The same where null counts as {@code value}. */
  public Reading withNull(String value) {
    return new Reading(
        places, patterns, Optional.of(value), constant, dateFormat, scalingFactor, ignoreAbove);
  }

  /** The same where events without a value have {@code value}. */
  public Reading withConstant(String value) {
    return new Reading(
        places, patterns, nullValue, Optional.of(value), dateFormat, scalingFactor, ignoreAbove);
  }

  /**
   * The same with dates in another form.
   *
   * @throws IllegalArgumentException if the format is not known
   */
  public Reading withDateFormat(String format) {
    return new Reading(
        places, patterns, nullValue, constant, Optional.of(format), scalingFactor, ignoreAbove);
  }

  /** The same for numbers that are rounded to multiples of {@code 1 / factor}. */
  public Reading withScalingFactor(double factor) {
    return new Reading(
        places, patterns, nullValue, constant, dateFormat, OptionalDouble.of(factor), ignoreAbove);
  }

  /** The same where texts of more than {@code most} chars are not values. */
  public Reading ignoringAbove(int most) {
    return new Reading(
        places, patterns, nullValue, constant, dateFormat, scalingFactor, OptionalInt.of(most));
  }

  /** The same where texts are values however long they are. */
  public Reading ignoringNothing() {
    return new Reading(
        places, patterns, nullValue, constant, dateFormat, scalingFactor, OptionalInt.empty());
  }

  /** Whether all that is read are values at a single place, each just as it is. */
  public boolean isPlain() {
    return places.size() <= 1
        && patterns.isEmpty()
        && nullValue.isEmpty()
        && constant.isEmpty()
        && dateFormat.isEmpty()
        && scalingFactor.isEmpty();
  }
}
