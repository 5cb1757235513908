package dev.sigrun.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A folder of rules and their tests. */
final class RuleFiles {
  private final Path folder;

  RuleFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  RuleFiles file(String name, String content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A rule of this file name, with what follows its common keys. */
  RuleFiles rule(String name, String type, String language, String query, String more) {
    return file(name + ".toml", toml(name, type, language, query, more));
  }

  RuleFiles eql(String name, String query) {
    return rule(name, "eql", "eql", query, "");
  }

  RuleFiles test(String name, String content) {
    return file(name + ".test.toml", content);
  }

  /**
   * One rule of each shape, called {@code event}, {@code sequence}, {@code threshold} and so on.
   */
  RuleFiles everyShape() {
    String logins = "event.category:authentication";
    return eql("event", "process where process.name in (\"sh\", \"bash\")")
        .eql(
            "sequence",
            "sequence by host.id with maxspan=1m [process where process.name == \"sh\"]"
                + " [network where true]")
        .eql(
            "missing",
            "sequence by host.id with maxspan=5m [process where process.name == \"sh\"]"
                + " ![network where true]")
        .eql(
            "sample",
            "sample by host.id [process where process.name == \"sh\"] [network where true]")
        .rule("kql", "query", "kuery", "process.name:sh and not user.name:root", "")
        .rule(
            "rows",
            "esql",
            "esql",
            "from logs-* metadata _id | where process.name == \"sh\""
                + " | grok process.command_line \"%{WORD:tool} (?<host>[a-z.]+)$\""
                + " | eval parts = split(host, \".\") | where tool in (\"curl\", \"wget\")"
                + " and mv_last(parts) != \"local\" | keep _id, host",
            "")
        .rule(
            "threshold",
            "threshold",
            "kuery",
            logins,
            """
            from = "now-5m"
            [rule.threshold]
            field = ["user.name"]
            value = 3
            [[rule.threshold.cardinality]]
            field = "source.ip"
            value = 2
            """)
        .rule(
            "terms",
            "new_terms",
            "kuery",
            logins,
            """
            [rule.new_terms]
            field = "new_terms_fields"
            value = ["user.name"]
            [[rule.new_terms.history_window_start]]
            field = "history_window_start"
            value = "now-7d"
            """)
        .rule(
            "indicators",
            "threat_match",
            "kuery",
            "source.ip:*",
            """
            threat_index = ["ti"]
            threat_language = "kuery"
            threat_query = "*:*"
            threat_indicator_path = "threat.indicator"
            [[rule.threat_mapping]]
            [[rule.threat_mapping.entries]]
            field = "source.ip"
            type = "mapping"
            value = "threat.indicator.ip"
            """)
        .rule(
            "suppressed",
            "query",
            "kuery",
            "process.name:sh",
            """
            [rule.alert_suppression]
            group_by = ["host.id"]
            duration = { value = 10, unit = "m" }
            """);
  }

  static String toml(String name, String type, String language, String query, String more) {
    return """
        [metadata]
        creation_date = "2026/01/01"
        updated_date = "2026/01/01"

        [rule]
        author = ["Tester"]
        description = "Finds what a test wants."
        %sname = "Rule %s"
        risk_score = 47
        rule_id = "%s"
        severity = "medium"
        type = "%s"
        language = "%s"
        query = '''
        %s
        '''
        %s"""
        .formatted(
            // Queries in ES|QL name their indices themselves.
            type.equals("esql") ? "" : "index = [\"logs-*\"]\n",
            name,
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            type,
            language,
            query,
            more);
  }
}
