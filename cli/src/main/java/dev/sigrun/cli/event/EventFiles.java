package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
    if (Files.isRegularFile(file) && isEventLog(file)) {
      throw CommandFailure.usage("'" + name + "' cannot be read: " + EventLog.advice(name) + ".");
    }
  }

  /** A file that cannot be read here is reported when its turn comes. */
  private static boolean isEventLog(Path file) {
    try (ByteInput input = ByteInput.of(Files.newInputStream(file))) {
      return EventLog.isIn(input);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The path of a file.
   *
   * @throws CommandFailure if the name cannot be one
   */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + name + "' is not a path: " + e.getReason() + ".");
    }
  }
}
