package dev.sigrun.cli.event;

import dev.sigrun.runtime.engine.InputPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
  InputPosition position(String name, EventProblems problems) {
    Optional<Map.Entry<String, InputPosition>> same =
        furthest(other -> EventFiles.areSame(other, name) && isContinued(name, other));
    Optional<Map.Entry<String, InputPosition>> found =
        same.or(() -> furthest(other -> wasRenamed(other, name)));
    found
        .filter(other -> same.isEmpty() || !positions.containsKey(name))
        .ifPresent(other -> problems.renamedFile(other.getKey(), name, other.getValue().lines()));
    return found
        .map(Map.Entry::getValue)
        .orElseGet(() -> positions.getOrDefault(name, InputPosition.START));
  }

  /** The position furthest on among those reached under some names. */
  private Optional<Map.Entry<String, InputPosition>> furthest(Predicate<String> names) {
    return positions.entrySet().stream()
        .filter(other -> other.getValue().bytes() > 0 && names.test(other.getKey()))
        .max(Comparator.comparingLong(other -> other.getValue().bytes()));
  }

  /** Whether a file begins as another one did that is no longer there. */
  private boolean wasRenamed(String other, String name) {
    InputPosition position = positions.getOrDefault(other, InputPosition.START);
    return !other.equals(name)
        && position.beginning() != InputPosition.UNKNOWN
        && isContinued(name, other)
        && !isContinued(other, other);
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
