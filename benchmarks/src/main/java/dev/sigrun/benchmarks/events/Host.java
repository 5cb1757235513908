package dev.sigrun.benchmarks.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A computer of the made-up company. */
record Host(
    String name,
    String id,
    String agentId,
    Platform platform,
    String address,
    String mac,
    String domain,
    List<String> users) {
  private static final List<String> PEOPLE =
      List.of(
          "ana", "bjorn", "chidi", "dilara", "emil", "farah", "goran", "hanako", "ines", "jonas");

  Host {
    users = List.copyOf(users);
  }

  /** All computers, the same for the same state of {@code random}. */
  static List<Host> company(Random random) {
    List<Host> hosts = new ArrayList<>();
    for (Platform platform : Platform.values()) {
      for (int i = 0; i < platform.hosts(); i++) {
        hosts.add(host(platform, i, random));
      }
    }
    return hosts;
  }

  private static Host host(Platform platform, int number, Random random) {
    String person = PEOPLE.get(number % PEOPLE.size()) + (number / PEOPLE.size() + 1);
    String name = (platform == Platform.LINUX ? "srv-" : "desk-") + platform.type() + "-" + number;
    return new Host(
        name,
        Ids.uuid(random),
        Ids.uuid(random),
        platform,
        "10." + (20 + platform.ordinal()) + "." + number % 200 + "." + (number % 50 + 4),
        "02-00-5e-" + Ids.hex(random, 2) + "-" + Ids.hex(random, 2) + "-" + Ids.hex(random, 2),
        platform == Platform.WINDOWS ? "NORTH" : name,
        users(platform, person));
  }

  private static List<String> users(Platform platform, String person) {
    return switch (platform) {
      case WINDOWS -> List.of("SYSTEM", person, "LOCAL SERVICE", "NETWORK SERVICE");
      case LINUX -> List.of("root", "www-data", person, "postgres", "nobody");
      case MACOS -> List.of(person, "root", "_spotlight");
    };
  }
}
