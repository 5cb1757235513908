package dev.sigrun.cli.event;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Events that are one line each. Blank lines are skipped. */
final class LineTexts implements EventTexts {
  private final ByteInput input;
  private final boolean growing;
  private final BoundedBytes line = new BoundedBytes(MAX_BYTES);
  private long number;
  private long end;
  private boolean inLine;
  private OptionalLong unfinished = OptionalLong.empty();

  /**
   * The lines of an input.
   *
   * @param growing whether a last line without an end is left to be read when it is complete; a
   *     complete object is read at once
   */
  LineTexts(ByteInput input, boolean growing) {
    this.input = input;
    this.growing = growing;
  }

  /**
   * Skips what was read before.
   *
   * @return false if there is less
   */
  boolean skip(long lines, long bytes) throws IOException {
    if (bytes > 0) {
      if (!input.skip(bytes - 1)) {
        return false;
      }
      int last = input.read();
      if (last < 0) {
        return false;
      }
      inLine = last != '\n';
    }
    number = lines;
    end = bytes;
    return true;
  }

  @Override
  public Optional<Text> next() throws IOException {
    while (input.peek(0) >= 0) {
      Optional<byte[]> atHand = inLine ? Optional.empty() : input.lineAtHand();
      if (atHand.isPresent()) {
        end = input.offset();
        number++;
        if (BoundedBytes.isBlank(atHand.get())) {
          continue;
        }
        return Optional.of(new Text(atHand.get(), number, number, Optional.empty()));
      }
      line.clear();
      boolean terminated = input.readLine(line);
      boolean blank = line.isBlank();
      if (!terminated && growing && !(blank ? inLine : line.isCompleteObject())) {
        unfinished = blank ? OptionalLong.empty() : OptionalLong.of(number + (inLine ? 0 : 1));
        return Optional.empty();
      }
      end = input.offset();
      boolean continued = inLine;
      inLine = !terminated;
      number += continued ? 0 : 1;
      if (!blank) {
        return Optional.of(text(continued));
      }
    }
    return Optional.empty();
  }

  private Text text(boolean continued) {
    Optional<String> problem =
        continued
            ? Optional.of("unexpected content after the event that was already read from this line")
            : line.isTooMany() ? Optional.of(EventTexts.tooLong("the line")) : Optional.empty();
    return new Text(line.toArray(), number, number, problem);
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
