package dev.sigrun.compiler.backend.splunk.spl;

import java.util.ArrayList;
import java.util.List;

/**
 * A search: its commands, each on a line of its own.
 *
 * @param commands the first fetches events
 */
public record SplSearch(List<SplCommand> commands) {
  /** Copies the list. */
  public SplSearch {
    commands = List.copyOf(commands);
  }

  /** The lines of the search. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (SplCommand command : commands) {
      boolean implicit = lines.isEmpty() && command instanceof SplCommand.Search;
      String text = (implicit ? "" : "| ") + SplCommand.print(command);
      lines.addAll(text.lines().toList());
    }
    return lines;
  }
}
