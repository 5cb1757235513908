package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.FileProblems;
import dev.sigrun.cli.web.server.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The files of events that were dropped on the page, and those that the command was given. The last
 * few are kept, within bounds. Safe for several threads.
 */
final class EventSets {
  /** To read a file; one that is packed well can hold far more than fits. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int MOST_SETS = 6;
  private static final int MOST_EVENTS = 1_000_000;
  private static final int MOST_PROBLEMS = 20;
  private static final long MOST_BYTES = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

  private final List<Path> files;

  /** A page may ask for events of an earlier server, whose numbers are the same. */
  private final String start = "e" + Long.toHexString(new SecureRandom().nextLong()) + "-";

  private final AtomicInteger made = new AtomicInteger();
  private final Map<String, Events> sets = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * No events so far.
   *
   * @param files that the command was given; nothing else is read from the disk
   */
  EventSets(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** The names of the files that the command was given. */
  List<String> files() {
    return files.stream().map(Path::toString).toList();
  }

  /** Reads what was dropped. */
  Events take(byte[] content, BooleanSupplier replaced) {
    return keep("dropped events", List.of(EventFiles.STANDARD_INPUT), content, replaced);
  }

  /** Reads a file that the command was given, by its place in the list. */
  Events load(int file, BooleanSupplier replaced) {
    if (file >= files.size()) {
      throw RefusedException.missing("There is no such file of events.");
    }
    String name = files.get(file).toString();
    return keep(name, List.of(name), new byte[0], replaced);
  }

  /** Events that were read before. */
  synchronized Events find(String id) {
    return Optional.ofNullable(sets.get(id))
        .orElseThrow(
            () ->
                RefusedException.missing(
                    "These events are no longer in memory. Drop the file once more."));
  }

  private Events keep(String name, List<String> sources, byte[] content, BooleanSupplier replaced) {
    Deadline deadline = Deadline.in(LIMIT, replaced);
    Problems problems = new Problems();
    List<EventLine> lines = new ArrayList<>();
    long bytes = 0;
    try (InputStream in = new ByteArrayInputStream(content);
        EventSource source = new EventSource(sources, in, problems)) {
      for (Optional<EventLine> line = source.next(); line.isPresent(); line = source.next()) {
        deadline.check();
        lines.add(line.get());
        bytes += line.get().bytes().length;
        if (lines.size() > MOST_EVENTS || bytes > MOST_BYTES) {
          throw RefusedException.tooLarge(
              "Up to "
                  + MOST_EVENTS
                  + " events of "
                  + (MOST_BYTES >> 20)
                  + " MB fit here, and the file has more. Send a part of it.");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Events events = new Events(start + made.incrementAndGet(), name, lines, problems.list(), bytes);
    synchronized (this) {
      sets.put(events.id(), events);
      while (sets.size() > MOST_SETS || sum() > MOST_BYTES && sets.size() > 1) {
        sets.remove(sets.keySet().iterator().next());
      }
    }
    return events;
  }

  private long sum() {
    return sets.values().stream().mapToLong(Events::bytes).sum();
  }

  /** Collects what is wrong with a file, as far as people read it. */
  private static final class Problems implements FileProblems {
    private final List<String> problems = new ArrayList<>();
    private int more;

    private void add(String problem) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(problem);
      } else {
        more++;
      }
    }

    private List<String> list() {
      List<String> all = new ArrayList<>(problems);
      if (more > 0) {
        all.add("And " + more + " more.");
      }
      return all;
    }

    @Override
    public void malformed(EventLine event, String reason) {
      add("Line " + event.line() + " is not an event: " + reason);
    }

    @Override
    public void brokenFile(String source, String reason) {
      add("The file cannot be read completely: " + reason + ".");
    }

    @Override
    public void replacedFile(String source, long lines) {
      // Files are read from their beginning.
    }

    @Override
    public void renamedFile(String before, String source, long lines) {
      // Files are read from their beginning.
    }

    @Override
    public void unfinished(String source, long line) {
      add("The file ends in the middle of the event in line " + line + ".");
    }
  }
}
