package dev.sigrun.cli;

/** One rule of each shape that needs memory, over events that {@link #event} makes. */
final class StatefulRules {
  static final String SEQUENCE = "copied";
  static final String ABSENCE = "unanswered";
  static final String SAMPLE = "two_systems";
  static final String THRESHOLD = "guessing";
  static final String NEW_TERMS = "new_image";
  static final String INDICATORS = "known_address";

  private StatefulRules() {}

  /** Writes all of them; the result is their folder. */
  static String writeAll(Cli cli) {
    sequence(cli, "1m");
    cli.rule(
        ABSENCE,
        "eql",
        "sequence by user.name with maxspan=30s\n"
            + "  [any where event.action == \"ask\"]\n"
            + "  ![any where event.action == \"answer\"]");
    cli.rule(
        SAMPLE,
        "eql",
        "sample by user.name\n"
            + "  [any where event.action == \"enter\" and host.os.type == \"linux\"]\n"
            + "  [any where event.action == \"enter\" and host.os.type == \"windows\"]");
    write(cli, THRESHOLD, "threshold", "event.action: guess", THRESHOLD_TABLE);
    write(cli, NEW_TERMS, "new_terms", "event.action: pull", NEW_TERMS_TABLE);
    return write(cli, INDICATORS, "threat_match", "event.action: connect", INDICATORS_TABLE);
  }

  /** A sequence of two events of the same user. */
  static String sequence(Cli cli, String maxSpan) {
    return cli.rule(
        SEQUENCE,
        "eql",
        "sequence by user.name with maxspan="
            + maxSpan
            + "\n  [any where event.action == \"pack\"]\n  [any where event.action == \"send\"]");
  }

  private static final String THRESHOLD_TABLE =
      """
      [rule.threshold]
      field = ["user.name"]
      value = 3
      [[rule.threshold.cardinality]]
      field = "source.ip"
      value = 2
      """;

  private static final String NEW_TERMS_TABLE =
      """
      [rule.new_terms]
      field = "new_terms_fields"
      value = ["container.image.name"]
      [[rule.new_terms.history_window_start]]
      field = "history_window_start"
      value = "now-2d"
      """;

  private static final String INDICATORS_TABLE =
      """
      threat_index = ["feed-*"]
      threat_indicator_path = "threat.indicator"
      threat_language = "kuery"
      threat_query = '''
      @timestamp >= "now-30d/d"
      '''
      [[rule.threat_mapping]]
      [[rule.threat_mapping.entries]]
      field = "destination.ip"
      type = "mapping"
      value = "threat.indicator.ip"
      """;

  private static String write(Cli cli, String name, String type, String query, String tables) {
    String rule = Rules.toml(name, "kuery", query).replace("type = \"query\"", typed(type));
    cli.file("rules/" + name + ".toml", rule + tables);
    return cli.path("rules").toString();
  }

  private static String typed(String type) {
    return "from = \"now-9m\"\ntype = \"" + type + "\"";
  }

  /**
   * An event as a line.
   *
   * @param seconds after the start of 2026-02-01
   * @param members further members, each after a comma
   */
  static String event(double seconds, String action, String user, String... members) {
    return "{\"@timestamp\":\""
        + java.time.Instant.parse("2026-02-01T00:00:00Z").plusMillis(Math.round(seconds * 1000))
        + "\",\"event.action\":\""
        + action
        + "\",\"user.name\":\""
        + user
        + "\""
        + String.join("", members)
        + "}\n";
  }
}
