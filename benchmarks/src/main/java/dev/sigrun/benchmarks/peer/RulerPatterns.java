package dev.sigrun.benchmarks.peer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sigrun.benchmarks.peer.Conversion.RefusedException;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A leaf, or its opposite, as a list of Event Ruler's patterns for one field. */
final class RulerPatterns {
  private static final String ABSENT = "{\"exists\":false}";

  private RulerPatterns() {}

  /**
   * Patterns for a field.
   *
   * @param json the patterns, with commas between them
   * @param exact whether they mean the same as the leaf for every event
   */
  record Patterns(String field, String json, boolean exact) {}

  static Patterns of(Predicate leaf, boolean positive) {
    if (leaf instanceof Predicate.Exists exists) {
      return new Patterns(name(exists.field()), "{\"exists\":" + positive + "}", true);
    }
    if (leaf instanceof Predicate.StringIn in) {
      return strings(in, positive);
    }
    if (leaf instanceof Predicate.WildcardMatch match) {
      return wildcards(match, positive);
    }
    if (leaf instanceof Predicate.BooleanIs is) {
      // A missing field is neither; the opposite needs a pattern that says so.
      String value = Boolean.toString(is.value() == positive);
      return new Patterns(name(is.field()), positive ? value : value + "," + ABSENT, true);
    }
    if (leaf instanceof Predicate.NumberIn in) {
      return numbers(in, positive);
    }
    if (leaf instanceof Predicate.NumberInRange in && positive) {
      return new Patterns(name(in.field()), numeric(in.range()), true);
    }
    if (leaf instanceof Predicate.IpIn in && positive) {
      return new Patterns(
          name(in.field()),
          joined(in.blocks(), RulerPatterns::block),
          in.blocks().stream().noneMatch(b -> isOneAddress(b) && b.hasColons()));
    }
    throw new RefusedException(positive ? kind(leaf) : "not " + kind(leaf));
  }

  /** The same patterns for a field that is known to be there. */
  static Map<String, String> withoutAbsent(Map<String, String> branch) {
    Map<String, String> patterns = new HashMap<>();
    branch.forEach((field, list) -> patterns.put(field, list.replace("," + ABSENT, "")));
    return patterns;
  }

  private static Patterns strings(Predicate.StringIn in, boolean positive) {
    boolean folded = in.sensitivity() == CaseSensitivity.INSENSITIVE;
    if (positive) {
      return new Patterns(
          name(in.field()),
          joined(in.values(), v -> folded ? ignoringCase(quoted(v)) : quoted(v)),
          true);
    }
    String list = "[" + joined(in.values(), RulerPatterns::quoted) + "]";
    return unless(in.field(), folded ? ignoringCase(list) : list);
  }

  /** True when the field is missing; in an array, some element must differ where all should. */
  private static Patterns unless(Field field, String list) {
    return new Patterns(name(field), "{\"anything-but\":" + list + "}," + ABSENT, false);
  }

  private static Patterns numbers(Predicate.NumberIn in, boolean positive) {
    Function<BigDecimal, String> plain = RulerPatterns::number;
    return positive
        ? new Patterns(
            name(in.field()),
            joined(in.values(), v -> "{\"numeric\":[\"=\"," + plain.apply(v) + "]}"),
            true)
        : unless(in.field(), "[" + joined(in.values(), plain) + "]");
  }

  private static String numeric(Range<BigDecimal> range) {
    List<String> ends = new ArrayList<>();
    range
        .lower()
        .ifPresent(b -> ends.add("\">" + (b.inclusive() ? "=" : "") + "\"," + number(b.value())));
    range
        .upper()
        .ifPresent(b -> ends.add("\"<" + (b.inclusive() ? "=" : "") + "\"," + number(b.value())));
    return "{\"numeric\":[" + String.join(",", ends) + "]}";
  }

  /** Ruler refuses numbers beyond five billion and with more than six digits after the point. */
  private static String number(BigDecimal number) {
    boolean large = number.abs().compareTo(BigDecimal.valueOf(5_000_000_000L)) > 0;
    if (large || number.stripTrailingZeros().scale() > 6) {
      throw new RefusedException("a number that it does not take");
    }
    return number.toPlainString();
  }

  private static Patterns wildcards(Predicate.WildcardMatch match, boolean positive) {
    boolean folded = match.sensitivity() == CaseSensitivity.INSENSITIVE;
    if (positive) {
      boolean exact = match.patterns().stream().allMatch(p -> isExact(p, folded));
      return new Patterns(
          name(match.field()), joined(match.patterns(), p -> wildcard(p, folded)), exact);
    }
    String list = joined(match.patterns(), p -> quoted(starred(p)));
    return unless(match.field(), "{\"wildcard\":[" + list + "]}");
  }

  /** It has no single characters, and no case-insensitive wildcards but prefix and suffix. */
  private static boolean isExact(Wildcard pattern, boolean folded) {
    boolean stars = pattern.segments().stream().noneMatch(Wildcard.AnyOne.class::isInstance);
    return stars && (!folded || pattern.isLiteral() || isPrefix(pattern) || isSuffix(pattern));
  }

  private static String wildcard(Wildcard pattern, boolean folded) {
    List<Wildcard.Segment> segments = pattern.segments();
    if (pattern.isMatchAll()) {
      return "{\"exists\":true}";
    }
    if (pattern.isLiteral()) {
      String text = quoted(pattern.literal().orElse(""));
      return folded ? ignoringCase(text) : text;
    }
    if (isPrefix(pattern)) {
      return "{\"prefix\":" + end(segments.get(0), folded) + "}";
    }
    if (isSuffix(pattern)) {
      return "{\"suffix\":" + end(segments.get(1), folded) + "}";
    }
    return "{\"wildcard\":" + quoted(starred(pattern)) + "}";
  }

  private static String end(Wildcard.Segment segment, boolean folded) {
    String text = quoted(segment instanceof Wildcard.Literal literal ? literal.text() : "");
    return folded ? ignoringCase(text) : text;
  }

  private static boolean isPrefix(Wildcard pattern) {
    List<Wildcard.Segment> segments = pattern.segments();
    return segments.size() == 2
        && segments.get(0) instanceof Wildcard.Literal
        && segments.get(1) instanceof Wildcard.AnyRun;
  }

  private static boolean isSuffix(Wildcard pattern) {
    List<Wildcard.Segment> segments = pattern.segments();
    return segments.size() == 2
        && segments.get(0) instanceof Wildcard.AnyRun
        && segments.get(1) instanceof Wildcard.Literal;
  }

  /**
   * With a star for each single character, too, as Ruler has no other; it takes no two in a row.
   */
  private static String starred(Wildcard pattern) {
    StringBuilder text = new StringBuilder();
    boolean star = false;
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        text.append(literal.text().replace("\\", "\\\\").replace("*", "\\*"));
        star = false;
      } else if (!star) {
        text.append('*');
        star = true;
      }
    }
    return text.toString();
  }

  private static String ignoringCase(String json) {
    return "{\"equals-ignore-case\":" + json + "}";
  }

  /** It takes no blocks of one address, but addresses in one spelling. */
  private static String block(IpBlock block) {
    return isOneAddress(block)
        ? quoted(block.text().replaceFirst("/.*", ""))
        : "{\"cidr\":" + quoted(block.text()) + "}";
  }

  private static boolean isOneAddress(IpBlock block) {
    return block.isAddress() || block.text().endsWith(block.hasColons() ? "/128" : "/32");
  }

  private static <T> String joined(List<T> values, Function<T, String> json) {
    return values.stream().map(json).collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String name(Field field) {
    if (field.pattern()) {
      throw new RefusedException("a pattern of field names");
    }
    return field.name();
  }

  private static String kind(Predicate leaf) {
    return leaf.getClass().getSimpleName();
  }
}
