package dev.sigrun.cli.event;

import dev.sigrun.runtime.engine.InputPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * The positions that earlier runs reached in files, from which this run continues.
 *
 * @param positions by the names of the files; standard input is always read from where it is
 * @param growing whether an unfinished line at the end of a file is left for the next run
 */
public record ReadBefore(Map<String, InputPosition> positions, boolean growing) {
  /** Nothing was read before, and no file grows. */
  static final ReadBefore NOTHING = new ReadBefore(Map.of(), false);

  /** Copies the map. */
  public ReadBefore {
    positions = Map.copyOf(positions);
  }

  /**
   * Where to continue in a file: after the part read under its name or, if it was renamed, under
   * its former name.
   *
   * @param problems receives a report about a file that was renamed
   */
  InputPosition position(String name, FileProblems problems) {
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

  /** Whether an input begins as the one did in which this position was reached. */
  static boolean isBeginning(InputPosition position, ByteInput input) throws IOException {
    return position.bytes() == 0
        || position.beginning() == InputPosition.UNKNOWN
        || position.beginning() == input.beginning(position.bytes());
  }

  /** Whether a file begins with what was read up to a position. */
  private static boolean isContinued(String name, InputPosition position) {
    try (ByteInput file = ByteInput.of(Files.newInputStream(EventFiles.path(name)))) {
      return isBeginning(position, file) && file.skip(position.bytes());
    } catch (IOException e) {
      return false;
    }
  }
}
