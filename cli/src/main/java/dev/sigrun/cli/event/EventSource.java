package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.runtime.engine.InputPosition;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of event files, one file after the other. Files that are compressed with gzip are
 * recognised by their first bytes, whatever their name, standard input included.
 */
public final class EventSource implements AutoCloseable {
  /** Longer lines are reported and passed over. */
  public static final int MAX_LINE_BYTES = 32 * 1024 * 1024;

  /** The name of standard input. */
  public static final String STANDARD_INPUT = "-";

  private static final int BUFFER = 1 << 16;

  private final List<String> names;
  private final InputStream standardInput;
  private final EventProblems problems;

  /** How far files were read before this run. */
  private final Map<String, InputPosition> readBefore;

  private final Map<String, InputPosition> readToTheEnd = new TreeMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private int nextName;
  private String name = "";
  private @Nullable InputStream stream;
  private long number;
  private long lines;
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int length;

  /** How many bytes of the file have been read as lines, their ends included. */
  private long bytes;

  /** How many of them are the last line. */
  private long lineBytes;

  private boolean terminated;

  /**
   * The lines of these files.
   *
   * @param names paths of files, or {@link #STANDARD_INPUT}
   * @param problems told about lines that are too long and files that break off
   */
  public EventSource(List<String> names, InputStream standardInput, EventProblems problems) {
    this(names, standardInput, problems, Map.of());
  }

  /**
   * The lines of these files that were not read before.
   *
   * @param readBefore how far, by names; standard input is always read from where it is
   */
  public EventSource(
      List<String> names,
      InputStream standardInput,
      EventProblems problems,
      Map<String, InputPosition> readBefore) {
    this.names = List.copyOf(names);
    this.standardInput = standardInput;
    this.problems = problems;
    this.readBefore = Map.copyOf(readBefore);
  }

  /** How far files have been read: those at their ends, and up to the last line the one after. */
  public Map<String, InputPosition> positions() {
    Map<String, InputPosition> positions = new TreeMap<>(readToTheEnd);
    if (stream != null && !name.equals(STANDARD_INPUT)) {
      positions.put(name, new InputPosition(number, bytes));
    }
    return positions;
  }

  /** Whether the last line had an end; if not, somebody may still be writing it. */
  public boolean isTerminated() {
    return terminated;
  }

  /** Gives the last line back: it will be read again by whoever starts at the positions. */
  public void unread() {
    number--;
    bytes -= lineBytes;
    lineBytes = 0;
  }

  /**
   * Refuses names that name no readable file, before anything is read.
   *
   * @throws CommandFailure about the first of them
   */
  public static void requireReadable(List<String> names) {
    for (String name : names) {
      if (!name.equals(STANDARD_INPUT)) {
        Path file = path(name);
        if (!Files.exists(file)) {
          throw CommandFailure.usage("There is no file '" + name + "'.");
        }
        if (Files.isDirectory(file)) {
          throw CommandFailure.usage("'" + name + "' is a folder. Name the event files in it.");
        }
        if (!Files.isReadable(file)) {
          throw CommandFailure.usage("'" + name + "' cannot be read: access is denied.");
        }
      }
    }
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw CommandFailure.usage("Standard input can be read only once.");
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + name + "' is no path: " + e.getReason() + ".");
    }
  }

  /** Whether the next line may take its time, because nobody has written it yet. */
  public boolean mayBlock() {
    if (position < limit) {
      return false;
    }
    if (stream == null) {
      return true;
    }
    try {
      return stream.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until the next line may have come, if it comes from a {@link LiveInput}.
   *
   * @return false if nothing came for {@code millis}
   */
  public boolean await(long millis) {
    boolean standard =
        stream != null
            ? name.equals(STANDARD_INPUT)
            : nextName < names.size() && names.get(nextName).equals(STANDARD_INPUT);
    return !standard
        || !mayBlock()
        || !(standardInput instanceof LiveInput live)
        || live.await(millis);
  }

  /** The next line that is not blank, or empty at the end of the last file. */
  public Optional<EventLine> next() {
    while (stream != null || open()) {
      if (!readLine()) {
        closeFile();
      } else if (length > MAX_LINE_BYTES) {
        problems.malformed(name, number, "the line is longer than " + MAX_LINE_BYTES + " bytes");
      } else if (!isBlank()) {
        length -= line[length - 1] == '\r' ? 1 : 0;
        return Optional.of(new EventLine(name, number, lines++, Arrays.copyOf(line, length)));
      }
    }
    return Optional.empty();
  }

  private boolean open() {
    while (nextName < names.size()) {
      name = names.get(nextName++);
      number = 0;
      bytes = 0;
      lineBytes = 0;
      position = 0;
      limit = 0;
      try {
        boolean standard = name.equals(STANDARD_INPUT);
        stream = uncompressed(standard ? standardInput : Files.newInputStream(path(name)));
        skipWhatWasRead(standard ? InputPosition.START : isShorter() ? restart() : readBefore());
        return true;
      } catch (IOException e) {
        problems.brokenFile(name, FileErrors.reason(e));
      }
    }
    return false;
  }

  private InputPosition readBefore() {
    return readBefore.getOrDefault(name, InputPosition.START);
  }

  /** Whether the file is another one than before, as far as its size can tell. */
  private boolean isShorter() throws IOException {
    return !(stream instanceof GZIPInputStream) && Files.size(path(name)) < readBefore().bytes();
  }

  private InputPosition restart() {
    problems.replacedFile(name, readBefore().lines());
    return InputPosition.START;
  }

  private void skipWhatWasRead(InputPosition end) {
    while (number < end.lines() && readLine()) {
      // Only counts.
    }
    lineBytes = 0;
  }

  private static InputStream uncompressed(InputStream in) throws IOException {
    PushbackInputStream pushback = new PushbackInputStream(in, 2);
    byte[] magic = pushback.readNBytes(2);
    pushback.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
    return gzip ? new GZIPInputStream(new BufferedInputStream(pushback, BUFFER), BUFFER) : pushback;
  }

  /** Reads up to the next line break or the end of the file; false if there is nothing more. */
  private boolean readLine() {
    length = 0;
    lineBytes = 0;
    terminated = false;
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(position, end);
      boolean complete = end < limit;
      lineBytes += (complete ? end + 1 : end) - position;
      position = complete ? end + 1 : end;
      if (complete) {
        terminated = true;
        break;
      }
    }
    number += any ? 1 : 0;
    bytes += lineBytes;
    return any;
  }

  /** Keeps no more of a line than it takes to see that it is too long. */
  private void append(int from, int to) {
    int count = Math.min(to - from, MAX_LINE_BYTES + 1 - length);
    if (count > 0) {
      if (length + count > line.length) {
        line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
      }
      System.arraycopy(buffer, from, line, length, count);
      length += count;
    }
  }

  private boolean fill() {
    InputStream open = stream;
    if (open == null) {
      return false;
    }
    try {
      int count = open.read(buffer, 0, buffer.length);
      position = 0;
      limit = Math.max(0, count);
      return count > 0;
    } catch (IOException e) {
      problems.brokenFile(name, FileErrors.reason(e));
      limit = 0;
      position = 0;
      return false;
    }
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void closeFile() {
    readToTheEnd.putAll(positions());
    InputStream open = stream;
    stream = null;
    if (open != null && !name.equals(STANDARD_INPUT)) {
      try {
        open.close();
      } catch (IOException e) {
        problems.brokenFile(name, FileErrors.reason(e));
      }
    }
  }

  @Override
  public void close() {
    closeFile();
  }
}
