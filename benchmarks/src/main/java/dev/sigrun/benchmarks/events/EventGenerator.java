package dev.sigrun.benchmarks.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up the events of a company of 410 hosts. The same seed gives the same bytes on any machine.
 */
public final class EventGenerator {
  /** The seed of the published figures. */
  public static final long DEFAULT_SEED = 20_260_101;

  private static final long START = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();

  /** Always with milliseconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final JsonFactory factory = new JsonFactory();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);
  private final Random random;
  private final EventShape.Source source;
  private long number;
  private long time = START;

  /** A generator that starts with the first event of {@code seed}. */
  public EventGenerator(EventShape shape, long seed) {
    random = new Random(seed);
    source = shape.source(random);
  }

  /** The next event: one JSON object in UTF-8 without a line break. */
  public byte[] next() {
    buffer.reset();
    try (JsonGenerator out = factory.createGenerator(buffer)) {
      source.write(new Json(out), TIME.format(Instant.ofEpochMilli(time)), number);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to take bytes.", e);
    }
    number++;
    time += random.nextInt(20);
    return buffer.toByteArray();
  }

  /** Writes the next {@code count} events, each with a line break. */
  public void write(OutputStream stream, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      stream.write(next());
      stream.write('\n');
    }
  }
}
