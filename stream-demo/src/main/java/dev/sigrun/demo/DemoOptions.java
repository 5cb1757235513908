package dev.sigrun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of the command line.
 *
 * @param rules a jar of compiled rules; the bundled ones if empty
 * @param rate events per second
 * @param seconds how long to run; 0 for until it is interrupted
 * @param slots how many tasks of each kind run at once
 */
record DemoOptions(Optional<Path> rules, int rate, int seconds, int slots) {
  static final String USAGE =
      """
      Usage: sigrun stream-demo [--rate N] [--rules JAR] [--seconds N] [--slots N]

      Starts a Kafka broker, the Flink job and a generator of sample events on this machine, and shows
      alerts as they come. Nothing is installed, and nothing is left behind.

            --rate N      events per second, 1 to 100000; default: 20
            --rules JAR   rules compiled by "sigrun compile"; default: the bundled rules
            --seconds N   end after this many seconds; default: run until Ctrl-C
            --slots N     how many tasks of each kind run at once, 1 to 16; default: 2
        -h, --help        show this help and exit
      """;

  private static final DemoOptions DEFAULT = new DemoOptions(Optional.empty(), 20, 0, 2);

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException if one is wrong; the message is for users
   */
  static DemoOptions parse(List<String> arguments) {
    DemoOptions options = DEFAULT;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!List.of("--rate", "--rules", "--seconds", "--slots").contains(name)) {
        throw new IllegalArgumentException("Found \"" + argument + "\", which is not an option.");
      }
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new IllegalArgumentException("The option " + name + " needs a value.");
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      options = options.with(name, value);
    }
    return options;
  }

  private DemoOptions with(String name, String value) {
    return switch (name) {
      case "--rate" -> new DemoOptions(rules, number(name, value, 1, 100_000), seconds, slots);
      case "--seconds" -> new DemoOptions(rules, rate, number(name, value, 1, 1_000_000), slots);
      case "--slots" -> new DemoOptions(rules, rate, seconds, number(name, value, 1, 16));
      default -> new DemoOptions(Optional.of(jar(value)), rate, seconds, slots);
    };
  }

  private static Path jar(String value) {
    Path jar = Path.of(value);
    if (!Files.isReadable(jar)) {
      throw new IllegalArgumentException("The file " + value + " cannot be read.");
    }
    return jar;
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "The option %s is \"%s\"; it can be a number from %d to %d."
            .formatted(name, value, least, most));
  }
}
