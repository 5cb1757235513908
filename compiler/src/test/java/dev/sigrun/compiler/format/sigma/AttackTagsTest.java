package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.rule.ThreatMapping;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the techniques in tags are placed, and what they are called. */
class AttackTagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          execution t1059.001                    | TA0002 Execution: T1059 Command and Scripting Interpreter (T1059.001 PowerShell)
          execution persistence t1053.005 t1059  | TA0002 Execution: T1053 Scheduled Task/Job (T1053.005 Scheduled Task), T1059 Command and Scripting Interpreter; TA0003 Persistence: T1053 Scheduled Task/Job (T1053.005 Scheduled Task)
          t1190 initial_access discovery         | TA0001 Initial Access: T1190 Exploit Public-Facing Application; TA0007 Discovery:
          stealth t1027                          | TA0005 Stealth: T1027 Obfuscated Files or Information
          defense-evasion t1027                  | TA0005 Defense Evasion: T1027 Obfuscated Files or Information
          defense-evasion t1562.001              | TA0005 Defense Evasion: T1685 Disable or Modify Tools
          defense-impairment t1685 t1685.001     | TA0112 Defense Impairment: T1685 Disable or Modify Tools (T1685.001 Disable or Modify Windows Event Log)
          discovery t1003                        | TA0007 Discovery: ; TA0006 Credential Access: T1003 OS Credential Dumping
          t1110.003                              | TA0006 Credential Access: T1110 Brute Force (T1110.003 Password Spraying)
          execution t9999                        | TA0002 Execution: T9999 T9999
          execution impact t9999                 | TA0002 Execution: ; TA0040 Impact:
          g0016 s0002                            |
          """)
  void techniquesAreBelowTheTacticsThatTheyServe(String tags, String expected) {
    List<String> all = List.of(tags.split(" ")).stream().map(tag -> "attack." + tag).toList();
    String shown =
        AttackTags.threats(all).stream()
            .map(AttackTagsTest::shown)
            .map(String::strip)
            .collect(Collectors.joining("; "));
    assertThat(shown.replace(" ;", ";"))
        .isEqualTo(expected == null ? "" : expected.replace(" ;", ";"));
  }

  private static String shown(ThreatMapping threat) {
    return threat.tactic().id()
        + " "
        + threat.tactic().name()
        + ": "
        + threat.techniques().stream()
            .map(
                technique ->
                    shown(technique.item())
                        + (technique.subtechniques().isEmpty()
                            ? ""
                            : technique.subtechniques().stream()
                                .map(AttackTagsTest::shown)
                                .collect(Collectors.joining(", ", " (", ")"))))
            .collect(Collectors.joining(", "));
  }

  private static String shown(ThreatMapping.Item item) {
    return item.id() + " " + item.name();
  }
}
