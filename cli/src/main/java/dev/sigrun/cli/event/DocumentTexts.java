package dev.sigrun.cli.event;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events in JSON documents that are not one per line: objects over several lines, arrays of
 * objects, and the arrays in CloudTrail's {@code {"Records":[…]}} and in answers of {@code
 * _search}. One event is kept at a time, however long the array.
 */
final class DocumentTexts implements EventTexts {
  private final ByteInput input;
  private final boolean growing;
  private final BoundedBytes text = new BoundedBytes(MAX_BYTES);

  /** Objects that are open around the array of events; -1 outside such an array. */
  private int wrappers = -1;

  private boolean afterElement;
  private long line = 1;
  private long number;
  private long end;
  private OptionalLong unfinished = OptionalLong.empty();

  /**
   * The events in an input.
   *
   * @param growing whether it may end anywhere, because the rest is still to be written
   */
  DocumentTexts(ByteInput input, boolean growing) {
    this.input = input;
    this.growing = growing;
  }

  /**
   * Skips events that were read before.
   *
   * @return false if there are fewer
   */
  boolean skip(long events) throws IOException {
    while (number < events) {
      if (next().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<Text> next() throws IOException {
    if (input.offset() == 0 && input.peek(0) == 0xef) {
      input.skip(3);
    }
    while (true) {
      skipBlanks();
      int one = input.peek(0);
      if (one < 0) {
        return ended(line, wrappers >= 0);
      }
      if (wrappers < 0 ? open(one) : separated(one)) {
        continue;
      }
      long start = line;
      if (!readValue()) {
        return ended(start, true);
      }
      afterElement = true;
      end = input.offset();
      return Optional.of(new Text(text.toArray(), ++number, start, problem(one)));
    }
  }

  private Optional<String> problem(int first) {
    return first != '{'
        ? Optional.of("the event is not a JSON object")
        : text.isTooMany() ? Optional.of(EventTexts.tooLong("the event")) : Optional.empty();
  }

  /** The input is at its end, in the middle of something or not. */
  private Optional<Text> ended(long start, boolean inside) throws IOException {
    if (inside && !growing) {
      throw new IOException("the JSON that continues on line " + start + " is not finished");
    }
    unfinished = inside ? OptionalLong.of(start) : OptionalLong.empty();
    return Optional.empty();
  }

  /** Reads the beginning of an array, if there is one. */
  private boolean open(int one) throws IOException {
    if (one == '[') {
      input.read();
      wrappers = 0;
    } else if (one == '{') {
      Optional<String> wrapper = DocumentForm.wrapper(input, 0);
      if (wrapper.isEmpty()) {
        return false;
      }
      wrappers = DocumentForm.depth(wrapper.get()) - 1;
      line += wrapper.get().chars().filter(c -> c == '\n').count();
      input.skip(wrapper.get().length());
    } else {
      throw unexpected("a JSON object or array");
    }
    afterElement = false;
    return true;
  }

  /** Reads the separator between elements or the end after the last one, if there is one. */
  private boolean separated(int one) throws IOException {
    if (one == ']') {
      input.read();
      closeWrappers();
      wrappers = -1;
      return true;
    }
    if (one == ',' && afterElement) {
      input.read();
      afterElement = false;
      return true;
    }
    if (afterElement || one == ',') {
      throw unexpected(afterElement ? "',' or ']' after an event" : "an event");
    }
    return false;
  }

  private IOException unexpected(String expected) throws IOException {
    return new IOException(
        "line " + line + " has '" + (char) input.peek(0) + "' where " + expected + " belongs");
  }

  /** Skips the members of the wrapper after its array. */
  private void closeWrappers() throws IOException {
    int depth = wrappers;
    boolean inString = false;
    while (depth > 0) {
      int one = input.read();
      if (one < 0) {
        return;
      }
      line += one == '\n' ? 1 : 0;
      if (inString && one == '\\') {
        input.read();
      } else if (one == '"') {
        inString = !inString;
      } else if (!inString) {
        depth += one == '{' || one == '[' ? 1 : one == '}' || one == ']' ? -1 : 0;
      }
    }
  }

  private void skipBlanks() throws IOException {
    for (int one = input.peek(0); BoundedBytes.isBlank(one); one = input.peek(0)) {
      line += one == '\n' ? 1 : 0;
      input.read();
    }
  }

  /** Reads a value of any kind; false if the input ends before it does. */
  private boolean readValue() throws IOException {
    text.clear();
    int depth = 0;
    boolean inString = false;
    do {
      int one = input.peek(0);
      boolean ends = depth == 0 && !inString && text.length() > 0 && endsScalar(one);
      if (one < 0 || ends) {
        return ends && one >= 0;
      }
      input.read();
      line += one == '\n' ? 1 : 0;
      if (inString || !BoundedBytes.isBlank(one)) {
        // On one line, as events are printed.
        text.add((byte) one);
      }
      if (inString && one == '\\') {
        int escaped = input.read();
        if (escaped < 0) {
          return false;
        }
        text.add((byte) escaped);
      } else if (one == '"') {
        inString = !inString;
      } else if (!inString) {
        depth += one == '{' || one == '[' ? 1 : one == '}' || one == ']' ? -1 : 0;
        if (depth == 0 && (one == '}' || one == ']')) {
          return true;
        }
      }
    } while (true);
  }

  private static boolean endsScalar(int one) {
    return one < 0 || one == ',' || one == ']' || BoundedBytes.isBlank(one);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public OptionalLong unfinished() {
    return unfinished;
  }
}
