package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
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

/** The sample of typical events. */
public final class SampleOptions {
  @Option(
      names = "--sample",
      paramLabel = "EVENTS",
      description =
          "Typical events, one JSON object per line, to which the rule index is tuned. This"
              + " affects speed, not results. Only the first 10000 are used. May be repeated.")
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
    EventFiles.requireReadable(files);
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
