package dev.sigrun.testing.run;

import dev.sigrun.testing.file.Expectation;
import dev.sigrun.testing.file.TestCase;
import dev.sigrun.testing.file.TestEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what a rule found with what its case expects.
 *
 * @param passed whether they agree
 * @param expected the expectation, for people
 * @param found the result, for people
 * @param missing numbers of events that should have been found
 * @param surplus numbers of events that should not
 */
record Judgement(
    boolean passed, String expected, String found, Set<Long> missing, Set<Long> surplus) {
  private static final int MOST_SHOWN = 10;

  static Judgement of(TestCase test, ShapeFacts shape, List<Found> found) {
    TreeSet<Long> numbers = new TreeSet<>();
    found.forEach(detection -> numbers.addAll(detection.numbers()));
    Expectation expectation = test.expectation();
    if (expectation instanceof Expectation.Nothing) {
      return judge(found.isEmpty(), "nothing", Set.of(), numbers, test, shape, found);
    }
    if (expectation instanceof Expectation.Events events) {
      TreeSet<Long> wanted = new TreeSet<>();
      events.numbers().forEach(number -> wanted.add(number.value()));
      String expected = labels(test, wanted);
      return judge(wanted.equals(numbers), expected, wanted, numbers, test, shape, found);
    }
    if (expectation instanceof Expectation.Detections detections) {
      TreeSet<Long> wanted = new TreeSet<>();
      detections.detections().forEach(d -> d.numbers().ifPresent(wanted::addAll));
      boolean known = detections.detections().stream().allMatch(d -> d.numbers().isPresent());
      String expected = shown(detections.detections().stream().map(Judgement::describe).toList());
      boolean passed = Pairing.isPerfect(detections.detections(), found);
      return judge(passed, expected, wanted, known ? numbers : wanted, test, shape, found);
    }
    if (!shape.single()) {
      return judge(!found.isEmpty(), "a detection", Set.of(), Set.of(), test, shape, found);
    }
    Set<Long> all =
        test.events().stream()
            .map(TestEvent::number)
            .collect(Collectors.toCollection(TreeSet::new));
    String expected = all.size() == 1 ? labels(test, all) : "every event";
    return judge(all.equals(numbers), expected, all, numbers, test, shape, found);
  }

  private static Judgement judge(
      boolean passed,
      String expected,
      Set<Long> wanted,
      Set<Long> numbers,
      TestCase test,
      ShapeFacts shape,
      List<Found> found) {
    if (passed) {
      return new Judgement(true, expected, "", Set.of(), Set.of());
    }
    boolean plain = shape.single() && !(test.expectation() instanceof Expectation.Detections);
    TreeSet<Long> foundNumbers = new TreeSet<>();
    found.forEach(detection -> foundNumbers.addAll(detection.numbers()));
    String text =
        found.isEmpty()
            ? "nothing"
            : plain
                ? labels(test, foundNumbers)
                : shown(found.stream().map(Found::describe).toList());
    return new Judgement(
        false,
        expected,
        text,
        wanted.stream().filter(number -> !numbers.contains(number)).collect(Collectors.toSet()),
        numbers.stream().filter(number -> !wanted.contains(number)).collect(Collectors.toSet()));
  }

  private static String labels(TestCase test, Set<Long> numbers) {
    return shown(numbers.stream().map(test::label).toList());
  }

  private static String shown(List<String> all) {
    return all.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
        + (all.size() > MOST_SHOWN ? ", and " + (all.size() - MOST_SHOWN) + " more" : "");
  }

  private static String describe(Expectation.Detection detection) {
    List<String> parts = new ArrayList<>();
    detection.numbers().ifPresent(numbers -> parts.add(Found.describe(numbers)));
    detection.key().ifPresent(key -> parts.add("key " + Found.quoted(key.values())));
    detection.count().ifPresent(count -> parts.add("count " + count.value()));
    detection.cardinality().ifPresent(count -> parts.add("cardinality " + count.value()));
    detection.matched().ifPresent(all -> parts.add("matched " + Found.quoted(all.values())));
    detection.suppressed().ifPresent(count -> parts.add("suppressed " + count.value()));
    return parts.isEmpty() ? "any detection" : String.join(" ", parts);
  }

  /** Looks for a way to give each expected detection one of its own. */
  private static final class Pairing {
    private final List<Expectation.Detection> expected;
    private final List<Found> found;
    private final int[] ownerOfFound;

    private Pairing(List<Expectation.Detection> expected, List<Found> found) {
      this.expected = expected;
      this.found = found;
      this.ownerOfFound = new int[found.size()];
      Arrays.fill(ownerOfFound, -1);
    }

    static boolean isPerfect(List<Expectation.Detection> expected, List<Found> found) {
      if (expected.size() != found.size()) {
        return false;
      }
      Pairing pairing = new Pairing(expected, found);
      for (int i = 0; i < expected.size(); i++) {
        if (!pairing.place(i, new boolean[found.size()])) {
          return false;
        }
      }
      return true;
    }

    /** Finds a place for one, if need be by moving others. */
    private boolean place(int index, boolean[] tried) {
      for (int i = 0; i < tried.length; i++) {
        if (!tried[i] && fits(expected.get(index), found.get(i))) {
          tried[i] = true;
          if (ownerOfFound[i] < 0 || place(ownerOfFound[i], tried)) {
            ownerOfFound[i] = index;
            return true;
          }
        }
      }
      return false;
    }

    private static boolean fits(Expectation.Detection expected, Found found) {
      return expected.numbers().map(found.numbers()::equals).orElse(true)
          && expected.key().map(key -> key.values().equals(found.key())).orElse(true)
          && expected.count().map(c -> found.count().equals(value(c))).orElse(true)
          && expected.cardinality().map(c -> found.cardinality().equals(value(c))).orElse(true)
          && expected
              .matched()
              .map(m -> m.values().stream().distinct().sorted().toList().equals(found.matched()))
              .orElse(true)
          && expected.suppressed().map(c -> c.value() == found.suppressed()).orElse(true);
    }

    private static Optional<Long> value(Expectation.Count count) {
      return Optional.of(count.value());
    }
  }
}
