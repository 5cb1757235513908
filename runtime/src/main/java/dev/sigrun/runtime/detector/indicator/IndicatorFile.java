package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of an indicator file: one JSON document per line, either the indicator itself or its
 * search hit, with {@code _id}, {@code _index} and {@code _source}. Lines that are not documents
 * are skipped and reported, so that a file that is still being written does no harm.
 *
 * @param documents the indicators in the order of their lines
 * @param problems the skipped lines
 */
public record IndicatorFile(List<IndicatorDocument> documents, List<Problem> problems) {
  /** The maximum number of bytes in a line. */
  public static final int MAX_LINE = 1 << 20;

  /** The maximum number of indicators in a file; the rest is reported and not read. */
  public static final int MAX_DOCUMENTS = 1_000_000;

  /**
   * The maximum number of problems that are reported individually; the last says that there are
   * more.
   */
  public static final int MAX_PROBLEMS = 100;

  /**
   * A skipped line.
   *
   * @param line its number, from 1
   * @param message why, as a sentence
   */
  public record Problem(long line, String message) {}

  /** Copies the lists. */
  public IndicatorFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the lines of {@code input}, which is not closed.
   *
   * @param index the index name for documents without one
   * @param reader reads the fields that plans want of indicators
   * @throws IOException if reading fails, or if there are lines and none is a document: callers
   *     should then keep their previous indicators
   */
  public static IndicatorFile read(InputStream input, String index, EventReader reader)
      throws IOException {
    Loading loading = new Loading(index, reader);
    loading.readLines(new BufferedInputStream(input));
    if (loading.documents.isEmpty() && !loading.problems.isEmpty()) {
      Problem first = loading.problems.get(0);
      throw new IOException(
          "None of the lines is a valid indicator. Line " + first.line() + ": " + first.message());
    }
    return new IndicatorFile(loading.documents, loading.problems);
  }

  private static final class Loading {
    private final String index;
    private final EventReader reader;
    private final List<IndicatorDocument> documents = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Loading(String index, EventReader reader) {
      this.index = index;
      this.reader = reader;
    }

    void readLines(InputStream input) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      boolean tooLong = false;
      int next = input.read();
      while (next >= 0) {
        if (next != '\n') {
          tooLong |= line.size() == MAX_LINE;
          if (!tooLong) {
            line.write(next);
          }
        } else {
          take(line, number++, tooLong, true);
          line.reset();
          tooLong = false;
          if (documents.size() == MAX_DOCUMENTS) {
            report(number, "There are more than " + MAX_DOCUMENTS + " indicators.");
            return;
          }
        }
        next = input.read();
      }
      take(line, number, tooLong, false);
    }

    private void take(
        ByteArrayOutputStream line, long number, boolean tooLong, boolean hasLineBreak) {
      if (tooLong) {
        report(number, "The line is longer than " + MAX_LINE + " bytes.");
        return;
      }
      String text = line.toString(StandardCharsets.UTF_8).strip();
      if (number == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text.isEmpty()) {
        return;
      }
      try {
        Optional<Map<String, @Nullable Object>> whole = JsonValues.asObject(JsonValues.read(text));
        if (whole.isPresent()) {
          documents.add(document(whole.get(), text));
        } else {
          report(number, "The line is not a JSON object.");
        }
      } catch (JsonFormatException | EventFormatException e) {
        report(
            number,
            (hasLineBreak ? "" : "The last line is incomplete, or is still being written. ")
                + e.getMessage());
      }
    }

    private IndicatorDocument document(Map<String, @Nullable Object> whole, String text)
        throws EventFormatException {
      Optional<Map<String, @Nullable Object>> source = JsonValues.asObject(whole.get("_source"));
      Map<String, @Nullable Object> json = source.orElse(whole);
      byte[] bytes =
          (source.isPresent() ? JsonValues.write(json) : text).getBytes(StandardCharsets.UTF_8);
      String id = whole.get("_id") instanceof String given ? given : fingerprint(json);
      String from = whole.get("_index") instanceof String given ? given : index;
      return new IndicatorDocument(id, from, reader.read(bytes), json);
    }

    private void report(long line, String message) {
      if (problems.size() < MAX_PROBLEMS - 1) {
        problems.add(new Problem(line, message));
      } else if (problems.size() < MAX_PROBLEMS) {
        problems.add(new Problem(line, "There are more such lines. " + message));
      }
    }

    private static String fingerprint(Map<String, @Nullable Object> json) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256")
                .digest(JsonValues.write(json).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256.", e);
      }
    }
  }
}
