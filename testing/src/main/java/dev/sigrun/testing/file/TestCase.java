package dev.sigrun.testing.file;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.OptionalLong;

/**
 * A test case: its events, and what the rule must find.
 *
 * @param origin where its name is written
 * @param name unique in the file
 * @param clock when it begins, in milliseconds since 1970
 * @param ends when it ends, likewise; empty for the end of time
 * @param warmUp events before it
 * @param events what happens, in the order of arrival, at least one
 * @param indicators documents of threat indicators, as JSON
 * @param expectation what the rule finds
 * @param others what other rules of the folder find
 */
public record TestCase(
    Origin origin,
    String name,
    long clock,
    OptionalLong ends,
    List<TestEvent> warmUp,
    List<TestEvent> events,
    List<String> indicators,
    Expectation expectation,
    OtherRules others) {
  /** Copies the lists. */
  public TestCase {
    warmUp = List.copyOf(warmUp);
    events = List.copyOf(events);
    indicators = List.copyOf(indicators);
  }

  /** The line of its name in the test file. */
  public int line() {
    return origin.source().position(origin.span().start()).line();
  }

  /** The name of the event with this number in failures: {@code event 2}, {@code line 2}. */
  public String label(long number) {
    return (events.get(0).ofFixture() ? "line " : "event ") + number;
  }
}
