package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of event files on a command line. */
public final class EventFiles {
  /** The name of standard input. */
  public static final String STANDARD_INPUT = "-";

  private EventFiles() {}

  /**
   * Refuses names that name no readable file of events, before anything is read.
   *
   * @throws CommandFailure about the first of them
   */
  public static void requireReadable(List<String> names) {
    for (String name : names) {
      if (!name.equals(STANDARD_INPUT)) {
        requireReadable(name);
      }
    }
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw CommandFailure.usage("Standard input can be read only once.");
    }
  }

  private static void requireReadable(String name) {
    Path file = path(name);
    if (!Files.exists(file)) {
      throw CommandFailure.usage("There is no file '" + name + "'.");
    }
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("'" + name + "' is a folder. Specify the event files in it.");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".toml")) {
      throw CommandFailure.usage(
          "'"
              + name
              + "' is a rule or a rule test, not an event file. The shell expands patterns:"
              + " quote the pattern, as in --rules 'rules/*.toml', or name the folder.");
    }
    if (lower.endsWith(".jar")) {
      throw CommandFailure.usage(
          "'" + name + "' is a jar, not an event file. Use --jar " + name + ".");
    }
    if (!Files.isReadable(file)) {
      throw CommandFailure.usage("'" + name + "' cannot be read: access is denied.");
    }
    Optional<ForeignForm> form = Files.isRegularFile(file) ? foreignForm(file) : Optional.empty();
    if (form.isPresent()) {
      throw CommandFailure.usage("'" + name + "' cannot be read: " + form.get().advice(name) + ".");
    }
  }

  /** A file that cannot be read here is reported when its turn comes. */
  private static Optional<ForeignForm> foreignForm(Path file) {
    try (ByteInput input = ByteInput.of(Files.newInputStream(file))) {
      return ForeignForm.of(input);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first name of a file that has a name before, however it is written. */
  public static Optional<String> namedAgain(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i);
      if (names.subList(0, i).stream().anyMatch(before -> areSame(before, name))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Whether two names are those of one file, however they are written. */
  static boolean areSame(String one, String other) {
    try {
      return Files.isSameFile(path(one), path(other));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The path of a file.
   *
   * @throws CommandFailure if the name cannot be one
   */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + name + "' is not a path: " + e.getReason() + ".");
    }
  }
}
