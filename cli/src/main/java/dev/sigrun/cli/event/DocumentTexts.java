package dev.sigrun.cli.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events in JSON documents that are not one per line: objects over several lines, arrays of
 * objects, and the arrays in CloudTrail's {@code {"Records":[…]}} and in answers of {@code
 * _search}. One event is kept at a time, however long the array.
 */
final class DocumentTexts implements EventTexts {
  /** An array that its wrapper does not open within this many bytes is not found. */
  private static final int WRAPPER = 8 * 1024;

  private static final Pattern RECORDS =
      Pattern.compile("\\{\\s*\"[Rr]ecords\"\\s*:\\s*\\[(?=\\s*[{\\]])");
  private static final Pattern SEARCH_HITS =
      Pattern.compile(
          "\\{\\s*\"took\"\\s*:.*?\"hits\"\\s*:\\s*\\{.*?\"(?:hits|events)\"\\s*:\\s*\\[(?=\\s*[{\\]])",
          Pattern.DOTALL);

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

  /** Whether an input is a document, or several, rather than an event a line. */
  static boolean isIn(ByteInput input) throws IOException {
    int start = afterBlanks(input, input.peek(0) == 0xef ? 3 : 0);
    if (start < 0 || input.peek(start) == '[') {
      return start >= 0;
    }
    return input.peek(start) == '{'
        && (wrapper(input, start).isPresent() || isSpreadOverLines(input, start));
  }

  /**
   * Whether the first line stops where a printer of indented JSON breaks lines, and the next one is
   * not an object of its own: then the JSON continues there.
   */
  private static boolean isSpreadOverLines(ByteInput input, int start) throws IOException {
    int last = '{';
    for (int i = start; i < WRAPPER; i++) {
      int one = input.peek(i);
      if (one == '\n') {
        if (last != '{' && last != '[' && last != ',') {
          // Without a look at the next line, which may be long in coming.
          return false;
        }
        int next = input.peek(i + 1);
        return next >= 0 && next != '{';
      }
      if (one < 0) {
        return false;
      }
      last = BoundedBytes.isBlank(one) ? last : one;
    }
    return false;
  }

  private static int afterBlanks(ByteInput input, int start) throws IOException {
    for (int i = start; i < WRAPPER; i++) {
      int one = input.peek(i);
      if (!BoundedBytes.isBlank(one)) {
        return one < 0 ? -1 : i;
      }
    }
    return -1;
  }

  /** The beginning of an object up to its array of events, if it wraps one. */
  private static Optional<String> wrapper(ByteInput input, int start) throws IOException {
    int key = afterBlanks(input, start + 1);
    if (key < 0
        || !(isThere(input, key, "\"Records\"")
            || isThere(input, key, "\"records\"")
            || isThere(input, key, "\"took\""))) {
      return Optional.empty();
    }
    byte[] bytes = new byte[WRAPPER];
    int length = 0;
    for (int one = input.peek(start); one >= 0 && length < WRAPPER; ) {
      bytes[length++] = (byte) one;
      one = input.peek(start + length);
    }
    String beginning = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (Pattern pattern : new Pattern[] {RECORDS, SEARCH_HITS}) {
      Matcher found = pattern.matcher(beginning);
      if (found.lookingAt()) {
        return Optional.of(found.group());
      }
    }
    return Optional.empty();
  }

  private static boolean isThere(ByteInput input, int at, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (input.peek(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
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
        : text.isTooMany()
            ? Optional.of("the event is longer than " + MAX_BYTES + " bytes")
            : Optional.empty();
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
      Optional<String> wrapper = wrapper(input, 0);
      if (wrapper.isEmpty()) {
        return false;
      }
      wrappers = depth(wrapper.get()) - 1;
      line += wrapper.get().chars().filter(c -> c == '\n').count();
      input.skip(wrapper.get().length());
    } else {
      throw unexpected("a JSON object or array");
    }
    afterElement = false;
    return true;
  }

  private static int depth(String beginning) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < beginning.length(); i++) {
      char c = beginning.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && (c == '{' || c == '[')) {
        depth++;
      } else if (!inString && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return depth;
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
