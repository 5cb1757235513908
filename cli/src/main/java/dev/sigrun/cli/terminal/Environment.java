package dev.sigrun.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a command, apart from its streams.
 *
 * @param variables the environment variables
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is a terminal
 * @param clock the time
 * @param folder the current folder; empty for that of the process
 */
public record Environment(
    Map<String, String> variables,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Clock clock,
    Path folder) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment ofThisProcess() {
    return new Environment(
        System.getenv(), isTerminal(1), isTerminal(2), Clock.systemUTC(), Path.of(""));
  }

  /** The value of a variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Java only reports whether standard input and output are both terminals; Linux has more
   * information.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return hasConsole();
    }
  }

  /** From Java 22 on there always is a console, which then knows whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
