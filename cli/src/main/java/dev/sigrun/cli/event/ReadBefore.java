package dev.sigrun.cli.event;

import dev.sigrun.runtime.engine.InputPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

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
   * Where to continue in a file: after the part read under its name or, if it was renamed or has
   * several names, under another one.
   *
   * @param problems receives a report about a file with another name
   */
  InputPosition position(String name, FileProblems problems) {
    Optional<Map.Entry<String, InputPosition>> found =
        positions.entrySet().stream()
            .filter(other -> other.getValue().bytes() > 0)
            .filter(other -> isContinued(name, other.getKey()))
            .filter(other -> EventFiles.areSame(other.getKey(), name) || isGone(other.getKey()))
            .max(Comparator.comparingLong(other -> other.getValue().bytes()));
    found
        .filter(other -> !positions.containsKey(name) || !EventFiles.areSame(other.getKey(), name))
        .ifPresent(other -> problems.renamedFile(other.getKey(), name, other.getValue().lines()));
    return found
        .map(Map.Entry::getValue)
        .orElseGet(() -> positions.getOrDefault(name, InputPosition.START));
  }

  /** Whether the file that was read under a name is no longer there, as after a rename. */
  private boolean isGone(String name) {
    return positions.getOrDefault(name, InputPosition.START).beginning() != InputPosition.UNKNOWN
        && !isContinued(name, name);
  }

  /** Whether a file begins with what was read under another name, or its own. */
  private boolean isContinued(String name, String other) {
    InputPosition position = positions.getOrDefault(other, InputPosition.START);
    try (ByteInput file = ByteInput.of(Files.newInputStream(EventFiles.path(name)))) {
      return isBeginning(position, file) && file.skip(position.bytes());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether an input begins as the one did in which this position was reached. */
  static boolean isBeginning(InputPosition position, ByteInput input) throws IOException {
    return position.bytes() == 0
        || position.beginning() == InputPosition.UNKNOWN
        || position.beginning() == input.beginning(position.bytes());
  }
}
