package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events that satisfy a predicate, or nearly. */
public final class SatisfyingEvent {
  private static final List<String> FILLINGS =
      List.of(
          "", "x", "System32\\", "a b", "é", "😀", "/", "long run of nothing special", "\u017f");

  private final Random random;
  private final Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();

  private SatisfyingEvent(Random random) {
    this.random = random;
  }

  /** An event, a tree as of {@code JsonValues}, for {@code predicate}. */
  public static Map<String, @Nullable Object> of(Predicate predicate, Random random) {
    SatisfyingEvent event = new SatisfyingEvent(random);
    event.satisfy(predicate);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    event.values.forEach(
        (field, all) -> tree.put(field, all.size() == 1 ? all.get(0) : List.copyOf(all)));
    return tree;
  }

  private void satisfy(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      for (Predicate term : and.terms()) {
        // Now and then one condition is left out.
        if (random.nextInt(40) > 0) {
          satisfy(term);
        }
      }
    } else if (predicate instanceof Predicate.Or or) {
      satisfy(or.terms().get(random.nextInt(or.terms().size())));
    } else if (predicate instanceof Predicate.Not not) {
      if (random.nextInt(12) == 0) {
        satisfy(not.operand());
      }
    } else {
      satisfyLeaf(predicate);
    }
  }

  private void satisfyLeaf(Predicate predicate) {
    if (predicate instanceof Predicate.StringIn in) {
      add(in.field(), inSomeCase(pick(in.values()), in.sensitivity()));
    } else if (predicate instanceof Predicate.WildcardMatch match) {
      add(match.field(), inSomeCase(filled(pick(match.patterns())), match.sensitivity()));
    } else if (predicate instanceof Predicate.NumberIn in) {
      add(in.field(), pick(in.values()));
    } else if (predicate instanceof Predicate.BooleanIs is) {
      add(is.field(), is.value());
    } else if (predicate instanceof Predicate.Exists exists) {
      add(exists.field(), "something");
    } else if (predicate instanceof Predicate.IpIn in) {
      add(in.field(), pick(in.blocks()).text().replaceFirst("/.*", ""));
    } else if (predicate instanceof Predicate.NumberInRange in) {
      add(in.field(), random.nextInt(2_000));
    } else if (predicate instanceof Predicate.TokenIn in) {
      add(in.field(), "so " + pick(in.tokens()) + " it is");
    } else if (predicate instanceof Predicate.TokenPhrase phrase) {
      add(phrase.field(), "so " + String.join(" ", phrase.tokens()) + ", it is");
    } else if (predicate instanceof Predicate.RegexMatch match) {
      add(match.field(), random.nextBoolean() ? "C:\\:abc.exe" : "/usr/bin/abc ");
    }
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
