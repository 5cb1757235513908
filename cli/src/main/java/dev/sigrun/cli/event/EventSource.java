package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.runtime.engine.InputPosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of files, one file after the other: a JSON object a line, or JSON documents. Both may
 * be compressed with gzip or Zstandard; all of this is recognised by what the files begin with,
 * whatever their names, standard input included.
 */
public final class EventSource implements AutoCloseable {
  /** The name of standard input. */
  public static final String STANDARD_INPUT = "-";

  private final List<String> names;
  private final InputStream standardInput;
  private final FileProblems problems;
  private final Optional<ReadBefore> readBefore;
  private final Map<String, InputPosition> readToTheEnd = new TreeMap<>();
  private int nextName;
  private String name = "";
  private @Nullable ByteInput input;
  private @Nullable EventTexts texts;
  private long count;

  /**
   * The positions that earlier runs reached in files, from which this run continues.
   *
   * @param positions by the names of the files; standard input is always read from where it is
   * @param growing whether an unfinished line at the end of a file is left for the next run
   */
  public record ReadBefore(Map<String, InputPosition> positions, boolean growing) {
    /** Copies the map. */
    public ReadBefore {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * The events of these files.
   *
   * @param names paths of files, or {@link #STANDARD_INPUT}
   * @param problems receives reports about texts that are too long and truncated files
   */
  public EventSource(List<String> names, InputStream standardInput, FileProblems problems) {
    this(names, standardInput, problems, Optional.empty());
  }

  /** The events of these files that were not read before. */
  public EventSource(
      List<String> names,
      InputStream standardInput,
      FileProblems problems,
      ReadBefore readBefore) {
    this(names, standardInput, problems, Optional.of(readBefore));
  }

  private EventSource(
      List<String> names,
      InputStream standardInput,
      FileProblems problems,
      Optional<ReadBefore> readBefore) {
    this.names = List.copyOf(names);
    this.standardInput = standardInput;
    this.problems = problems;
    this.readBefore = readBefore;
  }

  /** How far files have been read: those at their ends, and up to the last event the one after. */
  public Map<String, InputPosition> positions() {
    Map<String, InputPosition> positions = new TreeMap<>(readToTheEnd);
    if (texts != null && input != null && !name.equals(STANDARD_INPUT)) {
      try {
        long end = texts.end();
        positions.put(name, new InputPosition(texts.number(), end, input.beginning(end)));
      } catch (IOException e) {
        throw new IllegalStateException("What was read is at hand.", e);
      }
    }
    return positions;
  }

  /**
   * Refuses names that name no readable file of events, before anything is read.
   *
   * @throws CommandFailure about the first of them
   */
  public static void requireReadable(List<String> names) {
    for (String name : names) {
      if (!name.equals(STANDARD_INPUT)) {
        requireReadable(name);
      }
    }
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw CommandFailure.usage("Standard input can be read only once.");
    }
  }

  private static void requireReadable(String name) {
    Path file = path(name);
    if (!Files.exists(file)) {
      throw CommandFailure.usage("There is no file '" + name + "'.");
    }
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("'" + name + "' is a folder. Specify the event files in it.");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".toml")) {
      throw CommandFailure.usage(
          "'"
              + name
              + "' is a rule or a rule test, not an event file. The shell expands patterns:"
              + " quote the pattern, as in --rules 'rules/*.toml', or name the folder.");
    }
    if (lower.endsWith(".jar")) {
      throw CommandFailure.usage(
          "'" + name + "' is a jar, not an event file. Use --jar " + name + ".");
    }
    if (!Files.isReadable(file)) {
      throw CommandFailure.usage("'" + name + "' cannot be read: access is denied.");
    }
    if (Files.isRegularFile(file) && isEventLog(file)) {
      throw CommandFailure.usage("'" + name + "' cannot be read: " + EventLog.advice(name) + ".");
    }
  }

  /** A file that cannot be read here is reported when its turn comes. */
  private static boolean isEventLog(Path file) {
    try (ByteInput input = ByteInput.of(Files.newInputStream(file))) {
      return EventLog.isIn(input);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + name + "' is not a path: " + e.getReason() + ".");
    }
  }

  /** How many events there were, those included that cannot be read. */
  public long count() {
    return count;
  }

  /** Whether the next event may take its time, because nobody has written it yet. */
  public boolean mayBlock() {
    return input == null || input.mayBlock();
  }

  /**
   * Waits until the next event may have come, if it comes from a {@link LiveInput}.
   *
   * @return false if nothing came for {@code millis}
   */
  public boolean await(long millis) {
    boolean standard =
        input != null
            ? name.equals(STANDARD_INPUT)
            : nextName < names.size() && names.get(nextName).equals(STANDARD_INPUT);
    return !standard
        || !mayBlock()
        || !(standardInput instanceof LiveInput live)
        || live.await(millis);
  }

  /** The next event, or empty at the end of the last file. */
  public Optional<EventLine> next() {
    while (texts != null || open()) {
      Optional<EventTexts.Text> text = nextText();
      if (text.isEmpty()) {
        closeFile();
        continue;
      }
      EventTexts.Text found = text.get();
      EventLine line =
          new EventLine(
              name, found.number(), found.line(), count++, SearchHit.unwrap(found.bytes()));
      if (found.problem().isEmpty()) {
        return Optional.of(line);
      }
      problems.malformed(line, found.problem().get());
    }
    return Optional.empty();
  }

  private Optional<EventTexts.Text> nextText() {
    EventTexts open = texts;
    if (open == null) {
      return Optional.empty();
    }
    try {
      Optional<EventTexts.Text> text = open.next();
      if (text.isEmpty()) {
        open.unfinished().ifPresent(line -> problems.unfinished(name, line));
      }
      return text;
    } catch (IOException e) {
      problems.brokenFile(name, FileErrors.reason(e));
      return Optional.empty();
    }
  }

  private boolean open() {
    while (nextName < names.size()) {
      name = names.get(nextName++);
      try {
        open(name.equals(STANDARD_INPUT) ? InputPosition.START : earlierPosition());
        return true;
      } catch (IOException e) {
        problems.brokenFile(name, FileErrors.reason(e));
        closeFile();
      }
    }
    return false;
  }

  private void open(InputPosition from) throws IOException {
    boolean standard = name.equals(STANDARD_INPUT);
    ByteInput opened = ByteInput.of(standard ? standardInput : Files.newInputStream(path(name)));
    input = opened;
    if (EventLog.isIn(opened)) {
      throw new IOException(EventLog.advice(name));
    }
    boolean growing = !standard && readBefore.map(ReadBefore::growing).orElse(false);
    boolean same = from.bytes() == 0 || isBeginning(from, opened);
    if (DocumentTexts.isIn(opened)) {
      DocumentTexts documents = new DocumentTexts(opened, growing);
      texts = documents;
      same = same && documents.skip(from.lines());
    } else {
      LineTexts lines = new LineTexts(opened, growing);
      texts = lines;
      same = same && lines.skip(from.lines(), from.bytes());
    }
    if (!same) {
      problems.replacedFile(name, from.lines());
      opened.close();
      open(InputPosition.START);
    }
  }

  private static boolean isBeginning(InputPosition position, ByteInput input) throws IOException {
    return position.beginning() == InputPosition.UNKNOWN
        || position.beginning() == input.beginning(position.bytes());
  }

  /**
   * Where to continue in a file: after the part read under its name or, if it was renamed, under
   * its former name.
   */
  private InputPosition earlierPosition() throws IOException {
    if (readBefore.isEmpty()) {
      return InputPosition.START;
    }
    Map<String, InputPosition> positions = readBefore.get().positions();
    InputPosition own = positions.getOrDefault(name, InputPosition.START);
    if (own.bytes() > 0 && isContinued(name, own)) {
      return own;
    }
    for (Map.Entry<String, InputPosition> other : positions.entrySet()) {
      InputPosition position = other.getValue();
      if (!other.getKey().equals(name)
          && position.bytes() > 0
          && position.beginning() != InputPosition.UNKNOWN
          && isContinued(name, position)
          && !isContinued(other.getKey(), position)) {
        problems.renamedFile(other.getKey(), name, position.lines());
        return position;
      }
    }
    return own;
  }

  /** Whether a file begins with what was read up to a position. */
  private static boolean isContinued(String name, InputPosition position) {
    try (ByteInput file = ByteInput.of(Files.newInputStream(path(name)))) {
      return isBeginning(position, file) && file.skip(position.bytes());
    } catch (IOException e) {
      return false;
    }
  }

  private void closeFile() {
    readToTheEnd.putAll(positions());
    ByteInput open = input;
    input = null;
    texts = null;
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
