package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.index.EventSample;
import dev.sigrun.compiler.index.Selectivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What events will be like. */
public final class SampleOptions {
  @Option(
      names = "--sample",
      paramLabel = "EVENTS",
      description =
          "Events like those that the rules will see, one JSON object a line. The index is made for"
              + " them, which changes how fast rules are, not what they find. The first 10000"
              + " count. May be repeated.")
  private List<String> files = new ArrayList<>();

  /** Whether the user named a sample. */
  public boolean given() {
    return !files.isEmpty();
  }

  /** How likely values are, by the sample if there is one. */
  public Selectivity selectivity(Terminal terminal) {
    if (files.isEmpty()) {
      return Selectivity.builtIn();
    }
    EventSource.requireReadable(files);
    EventProblems problems = new EventProblems(terminal);
    EventSample sample = new EventSample();
    try (EventSource source = new EventSource(files, terminal.in(), problems)) {
      Optional<EventLine> line = source.next();
      while (line.isPresent() && !sample.isFull()) {
        EventLine read = line.get();
        if (!sample.add(read.bytes())) {
          problems.malformed(read, "it is not a JSON object");
        }
        line = source.next();
      }
    }
    if (problems.hasBrokenFiles()) {
      throw CommandFailure.usage("The sample cannot be used.");
    }
    return Selectivity.of(sample);
  }
}
