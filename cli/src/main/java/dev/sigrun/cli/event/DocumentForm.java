package dev.sigrun.cli.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises JSON documents, and the objects around an array of events, by how they begin. */
final class DocumentForm {
  /** An array that its wrapper does not open within this many bytes is not found. */
  private static final int WRAPPER = 8 * 1024;

  private static final Pattern RECORDS =
      Pattern.compile("\\{\\s*\"[Rr]ecords\"\\s*:\\s*\\[(?=\\s*[{\\]])");
  private static final Pattern SEARCH_HITS =
      Pattern.compile(
          "\\{\\s*\"took\"\\s*:.*?\"hits\"\\s*:\\s*\\{.*?\"(?:hits|events)\"\\s*:\\s*\\[(?=\\s*[{\\]])",
          Pattern.DOTALL);

  private DocumentForm() {}

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
  static Optional<String> wrapper(ByteInput input, int start) throws IOException {
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

  /** How many objects and arrays a beginning leaves open. */
  static int depth(String beginning) {
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
}
