package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventLine;
import java.util.List;
import java.util.Optional;

/**
 * A file of events, whole in memory. Events are called by their numbers in it, from 1.
 *
 * @param id identifies the set while the server runs
 * @param name of the file, for people
 * @param lines the events
 * @param problems what could not be read, for people
 * @param bytes how much there is of it
 */
record Events(String id, String name, List<EventLine> lines, List<String> problems, long bytes) {
  /** How engines call their source. */
  static final String SOURCE = "event";

  /** Copies the lists. */
  Events {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /** The event with a number. */
  Optional<EventLine> find(long number) {
    return number >= 1 && number <= lines.size()
        ? Optional.of(lines.get((int) number - 1))
        : Optional.empty();
  }
}
