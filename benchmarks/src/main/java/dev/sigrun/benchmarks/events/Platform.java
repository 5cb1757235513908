package dev.sigrun.benchmarks.events;

import java.util.Locale;

/** The operating systems of the made-up company, with how many hosts run each. */
enum Platform {
  WINDOWS(220, "Windows", "10.0.19045.3803", "Windows 10 Enterprise"),
  LINUX(150, "Ubuntu", "5.15.0-91-generic", "Ubuntu 22.04.3"),
  MACOS(40, "macOS", "23.2.0", "macOS 14.2.1");

  private final int hosts;
  private final String title;
  private final String kernel;
  private final String fullName;

  Platform(int hosts, String title, String kernel, String fullName) {
    this.hosts = hosts;
    this.title = title;
    this.kernel = kernel;
    this.fullName = fullName;
  }

  int hosts() {
    return hosts;
  }

  String title() {
    return title;
  }

  String kernel() {
    return kernel;
  }

  String fullName() {
    return fullName;
  }

  /** As {@code host.os.type} names it. */
  String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  String slash() {
    return this == WINDOWS ? "\\" : "/";
  }
}
