package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.runtime.engine.InputPosition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of files, one file after the other: a JSON object a line, or JSON documents. Both may
 * be compressed with gzip or Zstandard; all of this is recognised by what the files begin with,
 * whatever their names, standard input included.
 */
public final class EventSource implements AutoCloseable {
  private final List<String> names;
  private final InputStream standardInput;
  private final long bytesOfAll;

  /** Written by the thread that reads, seen by the one that shows progress. */
  private final AtomicLong bytesRead = new AtomicLong();

  private final FileProblems problems;
  private final ReadBefore readBefore;
  private final Map<String, InputPosition> readToTheEnd = new TreeMap<>();
  private int nextName;
  private String name = "";
  private @Nullable ByteInput input;
  private @Nullable EventTexts texts;
  private long count;

  /**
   * The events of these files.
   *
   * @param names paths of files, or {@link EventFiles#STANDARD_INPUT}
   * @param problems receives reports about texts that are too long and truncated files
   */
  public EventSource(List<String> names, InputStream standardInput, FileProblems problems) {
    this(names, standardInput, problems, ReadBefore.NOTHING);
  }

  /** The events of these files that were not read before. */
  public EventSource(
      List<String> names, InputStream standardInput, FileProblems problems, ReadBefore readBefore) {
    this.names = List.copyOf(names);
    this.bytesOfAll = bytesOf(this.names);
    this.standardInput = standardInput;
    this.problems = problems;
    this.readBefore = readBefore;
  }

  /** How far files have been read: those at their ends, and up to the last event the one after. */
  public Map<String, InputPosition> positions() {
    Map<String, InputPosition> positions = new TreeMap<>(readToTheEnd);
    if (texts != null && input != null && !name.equals(EventFiles.STANDARD_INPUT)) {
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
   * How much of all files has been read, from 0 to 1, in bytes as they are stored; empty if there
   * is an input whose length is not known.
   */
  public OptionalDouble share() {
    return bytesOfAll > 0
        ? OptionalDouble.of((double) bytesRead.get() / bytesOfAll)
        : OptionalDouble.empty();
  }

  private static long bytesOf(List<String> names) {
    long all = 0;
    for (String name : names) {
      try {
        if (name.equals(EventFiles.STANDARD_INPUT) || !Files.isRegularFile(EventFiles.path(name))) {
          return 0;
        }
        all += Files.size(EventFiles.path(name));
      } catch (IOException e) {
        return 0;
      }
    }
    return all;
  }

  /** Counts the bytes of files. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      if (one >= 0) {
        bytesRead.incrementAndGet();
      }
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      bytesRead.addAndGet(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = super.skip(wanted);
      bytesRead.addAndGet(skipped);
      return skipped;
    }
  }

  /** How many events there were, those included that cannot be read. */
  public long count() {
    return count;
  }

  /** Whether the next event may take its time, because nobody has written it yet. */
  public boolean mayBlock() {
    return inputMayBlock()
        || input != null && name.equals(EventFiles.STANDARD_INPUT) && input.mayRunDry();
  }

  private boolean inputMayBlock() {
    return input == null || input.mayBlock();
  }

  /**
   * Waits until the next event may have come, if it comes from a {@link LiveInput}.
   *
   * @return false if nothing came for {@code millis}
   */
  public boolean await(long millis) {
    boolean standard =
        input != null ? name.equals(EventFiles.STANDARD_INPUT) : isBeforeStandardInput();
    return !standard
        || !inputMayBlock()
        || !(standardInput instanceof LiveInput live)
        || live.await(millis);
  }

  /** The next event, or empty at the end of the last file. */
  public Optional<EventLine> next() {
    Optional<EventLine> line = nextAtHand();
    while (line.isEmpty() && isBeforeStandardInput()) {
      line = nextAtHand();
    }
    return line;
  }

  /**
   * The same, but also empty once before standard input is opened, because its first byte may take
   * its time; {@link #isBeforeStandardInput} distinguishes that from the end.
   */
  public Optional<EventLine> nextAtHand() {
    while (texts != null || open()) {
      Optional<EventTexts.Text> text = nextText();
      if (text.isEmpty()) {
        closeFile();
        if (isBeforeStandardInput()) {
          return Optional.empty();
        }
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

  /** Whether no file is open and standard input comes next. */
  public boolean isBeforeStandardInput() {
    return texts == null
        && nextName < names.size()
        && names.get(nextName).equals(EventFiles.STANDARD_INPUT);
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

  /** Opens the next file; false at the end, and before standard input after a broken file. */
  private boolean open() {
    while (nextName < names.size()) {
      name = names.get(nextName++);
      try {
        open(
            name.equals(EventFiles.STANDARD_INPUT)
                ? InputPosition.START
                : readBefore.position(name, problems));
        return true;
      } catch (IOException e) {
        problems.brokenFile(name, FileErrors.reason(e));
        closeFile();
        if (isBeforeStandardInput()) {
          return false;
        }
      }
    }
    return false;
  }

  private void open(InputPosition from) throws IOException {
    boolean standard = name.equals(EventFiles.STANDARD_INPUT);
    ByteInput opened =
        ByteInput.of(
            standard ? standardInput : new Counted(Files.newInputStream(EventFiles.path(name))));
    input = opened;
    Optional<ForeignForm> form = ForeignForm.of(opened);
    if (form.isPresent()) {
      throw new IOException(form.get().advice(name));
    }
    boolean growing = !standard && readBefore.growing();
    boolean same = ReadBefore.isBeginning(from, opened);
    if (DocumentForm.isIn(opened)) {
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

  private void closeFile() {
    readToTheEnd.putAll(positions());
    ByteInput open = input;
    input = null;
    texts = null;
    if (open != null && !name.equals(EventFiles.STANDARD_INPUT)) {
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
