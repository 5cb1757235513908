package dev.sigrun.cli.terminal;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells a waiting person how far a long task has come, on a terminal only and not before it took a
 * second. Safe for several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long NEXT_NANOS = 100_000_000L;
  private static final int BAR = 30;
  private static final String START_OF_LINE_AND_ERASE = "\r\u001b[K";

  private final Terminal terminal;
  private final String task;
  private final boolean shown;
  private final long startNanos = System.nanoTime();
  private long nextNanos = startNanos + FIRST_NANOS;
  private boolean dirty;

  /**
   * Starts to watch.
   *
   * @param shown whether to show anything, in addition to standard error being a terminal
   */
  public Progress(Terminal terminal, String task, boolean shown) {
    this.terminal = terminal;
    this.task = task;
    Environment environment = terminal.environment();
    this.shown =
        shown
            && environment.errIsTerminal()
            && environment.variable("NO_COLOR").isEmpty()
            && !environment.variable("TERM").equals(Optional.of("dumb"));
  }

  /** So much of it is done. */
  public synchronized void update(long done, long all) {
    if (isDue()) {
      int filled = (int) (BAR * done / Math.max(1, all));
      String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
      show(task + " [" + bar + "] " + done + "/" + all);
    }
  }

  /** So much is done of nobody knows how much. */
  public synchronized void update(long done, String noun) {
    if (isDue()) {
      show(String.format(Locale.ROOT, "%s: %,d %ss", task, done, noun));
    }
  }

  /**
   * So much is done, of a part of the whole that is known.
   *
   * @param share from 0 to 1; empty if the whole is not known
   */
  public synchronized void update(long done, String noun, OptionalDouble share) {
    if (isDue()) {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      String text = String.format(Locale.ROOT, "%s: %,d %ss", task, done, noun);
      if (share.isPresent() && share.getAsDouble() > 0) {
        double part = Math.min(1, share.getAsDouble());
        text += String.format(Locale.ROOT, ", %d %%", (int) (100 * part));
        text += String.format(Locale.ROOT, ", %,d/s", (long) (done / seconds));
        text += ", " + left(seconds * (1 - part) / part) + " left";
      } else {
        text += String.format(Locale.ROOT, ", %,d/s", (long) (done / seconds));
      }
      show(text);
    }
  }

  private static String left(double seconds) {
    return seconds < 100
        ? (long) Math.ceil(seconds) + " s"
        : (long) Math.ceil(seconds / 60) + " min";
  }

  /** Leaves no trace on the terminal. */
  @Override
  public synchronized void close() {
    if (dirty) {
      terminal.err().print(START_OF_LINE_AND_ERASE);
      terminal.err().flush();
      dirty = false;
    }
  }

  private boolean isDue() {
    return shown && System.nanoTime() - nextNanos >= 0;
  }

  private void show(String text) {
    terminal.err().print(START_OF_LINE_AND_ERASE + text);
    terminal.err().flush();
    dirty = true;
    nextNanos = System.nanoTime() + NEXT_NANOS;
  }
}
