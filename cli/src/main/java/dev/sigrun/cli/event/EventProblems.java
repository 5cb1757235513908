package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports what is wrong with event files. The run continues, however many there are: the first are
 * printed, all are counted. Safe for several threads.
 */
public final class EventProblems implements FileProblems {
  private static final int MOST_PRINTED = 20;

  private final Terminal terminal;
  private long malformed;
  private long brokenFiles;
  private final List<String> unfinished = new ArrayList<>();

  public EventProblems(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void malformed(EventLine event, String reason) {
    malformed++;
    if (malformed <= MOST_PRINTED) {
      terminal.say(VisibleText.of(event.place() + ": malformed event: " + reason));
    } else if (malformed == MOST_PRINTED + 1) {
      terminal.say("Further malformed events are only counted.");
    }
  }

  @Override
  public synchronized void brokenFile(String source, String reason) {
    brokenFiles++;
    terminal.say(VisibleText.of(source + ": cannot be read completely: " + reason + "."));
  }

  @Override
  public synchronized void replacedFile(String source, long lines) {
    terminal.say(
        VisibleText.of(
            source
                + ": is not the file that was previously read up to "
                + lines
                + ", so it is read from the beginning."));
  }

  @Override
  public synchronized void renamedFile(String before, String source, long lines) {
    terminal.say(
        VisibleText.of(
            source
                + ": was previously read as '"
                + before
                + "' up to "
                + lines
                + ", so reading continues there."));
  }

  @Override
  public synchronized void unfinished(String source, long line) {
    unfinished.add(source + ":" + line);
  }

  /** A sentence about events that are not finished; empty if there are none. */
  public synchronized Optional<String> aboutUnfinished() {
    return unfinished.isEmpty()
        ? Optional.empty()
        : Optional.of(
            VisibleText.of(
                String.join(", ", unfinished)
                    + ": the input ends in the middle of this event, which waits for the next"
                    + " run; with '--unfinished-lines report' it would not wait."));
  }

  public synchronized long malformed() {
    return malformed;
  }

  public synchronized boolean hasBrokenFiles() {
    return brokenFiles > 0;
  }
}
