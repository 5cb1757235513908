package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The coverage of rules beside that of another collection. */
class CoverageComparisonTest {
  private static final String OTHER = "T1059.004 and T1003\n# T1566 is not meant\n";

  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  /** A rule for a subtechnique, and one for another technique. */
  @BeforeEach
  void writeRules() {
    cli = new Cli(folder);
    rules = folder.resolve("rules").toString();
    rule("rules/shell.yml", "attack.t1059.004");
    rule("rules/task.yml", "attack.t1053");
  }

  private void rule(String file, String tag) {
    cli.file(
        file,
        """
        title: Rule of %1$s
        logsource:
          category: process_creation
        detection:
          selection:
            Image: /bin/sh
          condition: selection
        tags:
          - attack.execution
          - %1$s
        """
            .formatted(tag));
  }

  @Test
  void showsWhatIsCoveredWhere() {
    String list = cli.file("list.txt", OTHER);
    Cli.Result result = cli.run("coverage", rules, "--against", list);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().replace(list, "list.txt"))
        .startsWith(
            """
            Covered by both: 2 techniques
              TECHNIQUE    NAME                               HERE  THERE
              T1059        Command and Scripting Interpreter     1    yes
                T1059.004  Unix Shell                            1    yes

            Only here: 1 technique
              TECHNIQUE  NAME                HERE  THERE
              T1053      Scheduled Task/Job     1      -

            Only in list.txt: 1 technique
              TECHNIQUE  NAME                   HERE  THERE
              T1003      OS Credential Dumping     -    yes
            """);
    assertThat(result.err()).contains("2 techniques in both, 1 only here, 1 only in ");
  }

  @Test
  void refusesFilesThatAreTooLargeOrEmpty() throws IOException {
    Path large = folder.resolve("large.txt");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(33L << 20);
    }
    Cli.Result result = cli.run("coverage", rules, "--against", large.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("large.txt' has more than 32 MB. Name a layer");
    cli.file("empty.json", "");
    String empty = folder.resolve("empty.json").toString();
    assertThat(cli.run("coverage", rules, "--against", empty).err())
        .contains("is not valid JSON: There is no value.")
        .doesNotContain("..");
  }

  /** A layer, names of files as Atomic Red Team has them, and rules. */
  @ParameterizedTest
  @ValueSource(strings = {"layer.json", "atomics", "others"})
  void readsOtherFormsOfCollections(String form) {
    cli.file(
        "layer.json",
        """
        {"name": "a", "techniques": [
          {"techniqueID": "T1059.004", "score": 3},
          {"techniqueID": "T1003"},
          {"techniqueID": ""},
          {"techniqueID": "other"},
          {"techniqueID": "T1566", "score": 0},
          {"techniqueID": "T1566", "enabled": false}
        ]}
        """);
    cli.file("atomics/T1059.004/T1059.004.yaml", "attack_technique: T1059.004\n");
    cli.file("atomics/T1003.md", "");
    rule("others/shell.yml", "attack.t1059.004");
    rule("others/dump.yml", "attack.t1003");

    Cli.Result result = cli.run("coverage", rules, "--against", folder.resolve(form).toString());

    assertThat(result.err()).contains("2 techniques in both, 1 only here, 1 only in ");
  }

  @Test
  void writesJsonAndLayers() {
    String list = cli.file("list.txt", OTHER);

    Cli.Result json = cli.run("coverage", rules, "--against", list, "--format", "json");
    assertThat(json.out()).contains("\"onlyThere\"", "\"T1003\"", "\"rulesHere\"");
    Cli.Result layer = cli.run("coverage", rules, "--against", list, "--format", "navigator");
    assertThat(layer.out()).contains("\"legendItems\"", "\"techniqueID\"", "\"T1003\"");
  }

  @Test
  void refusesWhatNamesNoTechnique() throws IOException {
    String empty = cli.file("empty.txt", "nothing\n");
    String broken = cli.file("broken.json", "{");
    for (String other : new String[] {empty, broken, folder.resolve("missing").toString()}) {
      Cli.Result result = cli.run("coverage", rules, "--against", other);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains(other);
    }
    Path binary = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xff});
    assertThat(cli.run("coverage", rules, "--against", binary.toString()).err())
        .contains("is not text in UTF-8");
    assertThat(cli.run("coverage", rules, "--against", "missing.txt").err())
        .contains("There is no file or folder 'missing.txt'.");
    assertThat(cli.run("coverage", rules, "--against", "").exitCode()).isEqualTo(ExitCode.USAGE);
    String html = folder.resolve("c.html").toString();
    Cli.Result mixed =
        cli.run("coverage", rules, "--against", cli.file("l.txt", OTHER), "--report", html);
    assertThat(mixed.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
