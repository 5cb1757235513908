package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events that satisfy a predicate, or nearly. */
public final class SatisfyingEvent {
  private static final List<String> FILLINGS =
      List.of(
          "", "x", "System32\\", "a b", "é", "😀", "/", "long run of nothing special", "\u017f");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9T:.Z-]*");

  private final Random random;
  private final Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();

  private SatisfyingEvent(Random random) {
    this.random = random;
  }

  /** An event, a tree as of {@code JsonValues}, for {@code predicate}. */
  public static Map<String, @Nullable Object> of(Predicate predicate, Random random) {
    SatisfyingEvent event = new SatisfyingEvent(random);
    predicate
        .accept(event.new Satisfier())
        .forEach(given -> event.add(given.field(), given.value()));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    event.values.forEach(
        (field, all) -> tree.put(field, all.size() == 1 ? all.get(0) : List.copyOf(all)));
    return tree;
  }

  /** A value that an event has. */
  private record Given(Field field, Object value) {}

  /** The values that satisfy a predicate. */
  private final class Satisfier implements Predicate.Visitor<Stream<Given>> {
    private Stream<Given> with(Field field, Object value) {
      return Stream.of(new Given(field, value));
    }

    @Override
    public Stream<Given> visitConstant(Predicate.Constant constant) {
      return Stream.empty();
    }

    @Override
    public Stream<Given> visitAnd(Predicate.And and) {
      // Now and then one condition is left out.
      return and.terms().stream()
          .filter(term -> random.nextInt(40) > 0)
          .flatMap(term -> term.accept(this));
    }

    @Override
    public Stream<Given> visitOr(Predicate.Or or) {
      return pick(or.terms()).accept(this);
    }

    @Override
    public Stream<Given> visitNot(Predicate.Not not) {
      return random.nextInt(12) == 0 ? not.operand().accept(this) : Stream.empty();
    }

    @Override
    public Stream<Given> visitExists(Predicate.Exists exists) {
      return with(exists.field(), "something");
    }

    @Override
    public Stream<Given> visitStringIn(Predicate.StringIn in) {
      return with(in.field(), inSomeCase(pick(in.values()), in.sensitivity()));
    }

    @Override
    public Stream<Given> visitWildcardMatch(Predicate.WildcardMatch match) {
      return with(match.field(), inSomeCase(filled(pick(match.patterns())), match.sensitivity()));
    }

    @Override
    public Stream<Given> visitRegexMatch(Predicate.RegexMatch match) {
      return with(match.field(), random.nextBoolean() ? "C:\\:abc.exe" : "/usr/bin/abc ");
    }

    @Override
    public Stream<Given> visitStringInRange(Predicate.StringInRange in) {
      return with(in.field(), anEnd(in.range()) + pick(FILLINGS));
    }

    @Override
    public Stream<Given> visitNumberIn(Predicate.NumberIn in) {
      return with(in.field(), pick(in.values()));
    }

    @Override
    public Stream<Given> visitNumberInRange(Predicate.NumberInRange in) {
      BigDecimal near = anEnd(in.range()).add(BigDecimal.valueOf(random.nextInt(3) - 1));
      return with(in.field(), random.nextBoolean() ? near : random.nextInt(2_000));
    }

    @Override
    public Stream<Given> visitBooleanIs(Predicate.BooleanIs is) {
      return with(is.field(), is.value());
    }

    @Override
    public Stream<Given> visitIpIn(Predicate.IpIn in) {
      return with(in.field(), pick(in.blocks()).text().replaceFirst("/.*", ""));
    }

    @Override
    public Stream<Given> visitIpInRange(Predicate.IpInRange in) {
      return with(in.field(), anEnd(in.range()).toString());
    }

    @Override
    public Stream<Given> visitDateInRange(Predicate.DateInRange in) {
      // The end of a range is often date math, which no event holds.
      String end = anEnd(in.range()).text();
      return with(in.field(), DATE.matcher(end).matches() ? end : "2026-01-01T00:00:00Z");
    }

    @Override
    public Stream<Given> visitTokenIn(Predicate.TokenIn in) {
      return with(in.field(), "so " + pick(in.tokens()) + " it is");
    }

    @Override
    public Stream<Given> visitTokenPhrase(Predicate.TokenPhrase phrase) {
      return with(phrase.field(), "so " + String.join(" ", phrase.tokens()) + ", it is");
    }

    @Override
    public Stream<Given> visitTokenMatch(Predicate.TokenMatch match) {
      return with(match.field(), "so " + filled(pick(match.patterns())) + " it is");
    }

    @Override
    public Stream<Given> visitNestedAny(Predicate.NestedAny any) {
      return with(any.field(), of(any.element(), random));
    }

    @Override
    public Stream<Given> visitAnyRow(Predicate.AnyRow any) {
      return Stream.empty();
    }

    /** The form of a computation does not show which values would satisfy it. */
    @Override
    public Stream<Given> visitComputed(Predicate.Computed computed) {
      return Stream.empty();
    }
  }

  private <T> T anEnd(Range<T> range) {
    return pick(Stream.of(range.lower(), range.upper()).flatMap(Optional::stream).toList()).value();
  }

  private void add(Field field, Object value) {
    if (!field.pattern()) {
      List<@Nullable Object> all = values.computeIfAbsent(field.name(), f -> new ArrayList<>());
      all.add(value);
      if (random.nextInt(10) == 0) {
        all.add(pick(FILLINGS));
      }
    }
  }

  private String inSomeCase(String text, CaseSensitivity sensitivity) {
    boolean changes = random.nextInt(sensitivity == CaseSensitivity.SENSITIVE ? 20 : 2) == 0;
    return changes ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String filled(Wildcard pattern) {
    StringBuilder text = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        text.append(literal.text());
      } else {
        text.append(segment instanceof Wildcard.AnyRun ? pick(FILLINGS) : "c");
      }
    }
    return text.toString();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
