package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;

/**
 * Reports what is wrong with event files. However much it is, the run goes on: the first reports
 * are printed, all are counted. Safe for several threads.
 */
public final class EventProblems {
  private static final int MOST_PRINTED = 20;

  private final Terminal terminal;
  private long malformed;
  private long brokenFiles;

  public EventProblems(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A line is no event. */
  public synchronized void malformed(String source, long line, String reason) {
    malformed++;
    if (malformed <= MOST_PRINTED) {
      terminal.say(VisibleText.of(source + ":" + line + ": malformed event: " + reason));
    } else if (malformed == MOST_PRINTED + 1) {
      terminal.say("Further malformed events are only counted.");
    }
  }

  /** The rest of a file cannot be read. */
  synchronized void brokenFile(String source, String reason) {
    brokenFiles++;
    terminal.say(VisibleText.of(source + ": cannot be read to its end: " + reason + "."));
  }

  /** A file is shorter than the part of it that was read before: it must be another one. */
  synchronized void replacedFile(String source, long lines) {
    terminal.say(
        VisibleText.of(
            source
                + ": is shorter than the "
                + Counts.of(lines, "line")
                + " that were read of it before, so it is read from its beginning."));
  }

  public synchronized long malformed() {
    return malformed;
  }

  public synchronized boolean hasBrokenFiles() {
    return brokenFiles > 0;
  }
}
