package dev.sigrun.cli;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Rule files for tests. */
final class Rules {
  static final String ALL = "any where true";
  static final String SEQUENCE = "sequence by user.name [any where true] [any where true]";

  private Rules() {}

  /** The identity of the rule of this name. */
  static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** A rule without warnings. */
  static String toml(String name, String language, String query) {
    return toml(name, "Rule " + name, language, query);
  }

  static String toml(String id, String name, String language, String query) {
    String type =
        switch (language) {
          case "eql" -> "eql";
          case "esql" -> "esql";
          default -> "query";
        };
    String index = language.equals("esql") ? "" : "index = [\"logs-*\"]\n";
    return """
        [metadata]
        creation_date = "2026/01/01"
        updated_date = "2026/01/01"
        maturity = "production"

        [rule]
        author = ["Tester"]
        description = "Finds what a test wants."
        %sname = "%s"
        risk_score = 47
        rule_id = "%s"
        severity = "medium"
        type = "%s"
        language = "%s"
        query = '''
        %s
        '''
        """
        .formatted(index, name, id(id), type, language, query);
  }

  static String machineLearning(String name) {
    return """
        [metadata]
        creation_date = "2026/01/01"
        updated_date = "2026/01/01"

        [rule]
        anomaly_threshold = 50
        author = ["Tester"]
        description = "Finds what a test wants."
        machine_learning_job_id = ["a_job"]
        name = "Rule %s"
        risk_score = 47
        rule_id = "%s"
        severity = "medium"
        type = "machine_learning"
        """
        .formatted(name, id(name));
  }
}
