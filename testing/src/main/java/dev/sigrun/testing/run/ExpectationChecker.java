package dev.sigrun.testing.run;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.testing.file.Expectation;
import dev.sigrun.testing.file.TestCase;
import dev.sigrun.testing.file.TestEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reports expectations that a rule can never fulfil, whatever its condition says. */
final class ExpectationChecker {
  private static final DiagnosticKind NO_SUCH_EVENT =
      DiagnosticKind.error("TST101", "There is no %s: the case has %s.");
  private static final DiagnosticKind NAMED_TWICE =
      DiagnosticKind.error("TST102", "Number %s occurs here twice.");
  private static final DiagnosticKind GROUPS_NEEDED =
      DiagnosticKind.error(
          "TST103",
          "The rule is %s, whose detections have several events. Write a list for each detection,"
              + " such as [[1, 2]].");
  private static final DiagnosticKind WRONG_NUMBER =
      DiagnosticKind.error("TST104", "A detection of this rule has %s, not %s.");
  private static final DiagnosticKind NO_MEANING =
      DiagnosticKind.error("TST105", "The rule is %s, whose detections have no '%s'.");
  private static final DiagnosticKind TOO_FEW_EVENTS =
      DiagnosticKind.error(
          "TST106", "The rule needs %s to find something, but the case has only %s.");
  private static final DiagnosticKind WRONG_KEY =
      DiagnosticKind.error("TST107", "The key of this rule has %s, not %s.");
  private static final DiagnosticKind NO_INDICATORS =
      DiagnosticKind.error(
          "TST108", "The rule finds nothing without indicators. Add an 'indicator'.");
  private static final DiagnosticKind NOT_IN_ORDER =
      DiagnosticKind.error("TST109", "Number %s is earlier than number %s, which precedes it.");
  private static final DiagnosticKind STILL_OPEN =
      DiagnosticKind.error(
          "TST110",
          "The number of suppressed detections is known only when time is not"
              + " limited. Remove 'ends'.");
  private static final DiagnosticKind TOO_LOW =
      DiagnosticKind.error("TST111", "Key '%s' must be at least %s for this rule, not %s.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("TST112", "At most %s detections can be expected.");

  private static final int MOST_DETECTIONS = 1_000;

  private final TestCase test;
  private final ShapeFacts shape;
  private final Rule rule;
  private final DiagnosticSink sink;
  private final Map<Long, TestEvent> events = new HashMap<>();

  private ExpectationChecker(TestCase test, ShapeFacts shape, Rule rule, DiagnosticSink sink) {
    this.test = test;
    this.shape = shape;
    this.rule = rule;
    this.sink = sink;
    test.events().forEach(event -> events.put(event.number(), event));
  }

  /**
   * Checks the expectation of {@code test}.
   *
   * @param shape of the rule
   * @param rule the rule under test
   */
  static void check(TestCase test, ShapeFacts shape, Rule rule, DiagnosticSink sink) {
    new ExpectationChecker(test, shape, rule, sink).check();
  }

  private void check() {
    Expectation expectation = test.expectation();
    if (!expectation.isPositive()) {
      return;
    }
    Origin origin = expectation.origin();
    if (shape.needsIndicators() && test.indicators().isEmpty()) {
      report(NO_INDICATORS, origin);
    }
    if (expectation instanceof Expectation.Events numbers) {
      checkNumbers(numbers.numbers(), false);
      if (!shape.single()) {
        report(GROUPS_NEEDED, origin, shape.name());
      }
    } else if (expectation instanceof Expectation.Detections detections) {
      if (detections.detections().size() > MOST_DETECTIONS) {
        report(TOO_MANY, origin, MOST_DETECTIONS);
      }
      detections.detections().forEach(this::check);
    }
    // An event of the warm-up may be part of what is found in the case.
    long all = test.events().size() + (long) test.warmUp().size();
    if (!shape.single() && all < shape.events()) {
      report(TOO_FEW_EVENTS, origin, Counts.of(shape.events(), "event"), all);
    }
  }

  private void check(Expectation.Detection detection) {
    detection.events().ifPresent(numbers -> checkGroup(detection, numbers));
    if (detection.key().isPresent()) {
      checkKey(detection.key().get());
    }
    detection.count().ifPresent(count -> checkCount("count", count, shape.least()));
    detection
        .cardinality()
        .ifPresent(count -> checkCount("cardinality", count, shape.cardinality()));
    if (detection.matched().isPresent() && !shape.needsIndicators()) {
      report(NO_MEANING, detection.matched().get().origin(), shape.name(), "matched");
    }
    detection.suppressed().ifPresent(this::checkSuppressed);
  }

  private void checkGroup(Expectation.Detection detection, List<Expectation.EventNumber> numbers) {
    checkNumbers(numbers, shape.inOrder() && !hasOwnTime());
    if (shape.named().isEmpty()) {
      return;
    }
    long expected = shape.named().getAsLong();
    boolean fits =
        test.warmUp().isEmpty() ? numbers.size() == expected : numbers.size() <= expected;
    if (!fits) {
      report(WRONG_NUMBER, detection.origin(), Counts.of(expected, "event"), numbers.size());
    }
  }

  /** Whether the rule orders events by another time than the one that the test gives them. */
  private boolean hasOwnTime() {
    return rule.body().timestampField().isPresent();
  }

  private void checkNumbers(List<Expectation.EventNumber> numbers, boolean ordered) {
    Set<Long> known = new HashSet<>();
    Optional<Expectation.EventNumber> before = Optional.empty();
    for (Expectation.EventNumber number : numbers) {
      if (!events.containsKey(number.value())) {
        String range =
            test.events().get(0).ofFixture()
                ? "no event there"
                : Counts.of(test.events().size(), "event");
        report(NO_SUCH_EVENT, number.origin(), test.label(number.value()), range);
        return;
      }
      if (!known.add(number.value())) {
        report(NAMED_TWICE, number.origin(), number.value());
      }
      if (ordered && before.isPresent() && isEarlier(number, before.get())) {
        report(NOT_IN_ORDER, number.origin(), number.value(), before.get().value());
      }
      before = Optional.of(number);
    }
  }

  private boolean isEarlier(Expectation.EventNumber number, Expectation.EventNumber before) {
    OptionalLong time = time(number);
    OptionalLong other = time(before);
    return time.isPresent() && other.isPresent() && time.getAsLong() < other.getAsLong();
  }

  private OptionalLong time(Expectation.EventNumber number) {
    TestEvent event = events.get(number.value());
    return event == null ? OptionalLong.empty() : event.time();
  }

  private void checkKey(Expectation.Values key) {
    if (shape.keyWidth() == 0) {
      report(NO_MEANING, key.origin(), shape.name(), "key");
    } else if (key.values().size() != shape.keyWidth()) {
      report(WRONG_KEY, key.origin(), Counts.of(shape.keyWidth(), "value"), key.values().size());
    }
  }

  private void checkCount(String name, Expectation.Count count, OptionalLong least) {
    if (least.isEmpty()) {
      report(NO_MEANING, count.origin(), shape.name(), name);
    } else if (count.value() < least.getAsLong()) {
      report(TOO_LOW, count.origin(), name, least.getAsLong(), count.value());
    }
  }

  private void checkSuppressed(Expectation.Count count) {
    if (rule.suppression().isEmpty()) {
      report(NO_MEANING, count.origin(), shape.name() + " without suppression", "suppressed");
    } else if (test.ends().isPresent()) {
      report(STILL_OPEN, count.origin());
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
