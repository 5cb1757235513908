package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mends that {@code check --fix} writes, and the files that it leaves alone. */
class FixTest {
  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  @BeforeEach
  void start() {
    cli = new Cli(folder);
    rules = cli.path("rules").toString();
  }

  private String text(String name) {
    try {
      return Files.readString(cli.path("rules/" + name + ".toml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String rule(String name, String query) {
    return Rules.toml(name, "eql", query);
  }

  private void write(String name, String text) {
    cli.file("rules/" + name + ".toml", text);
  }

  @Test
  @Tag("smoke")
  void writesTheNameThatWasMeant() {
    write("a", rule("a", "process where cidrMtch(source.ip, \"10.0.0.0/8\")"));
    write("b", rule("b", "process where process.nmae == \"x\" and not process.nmae == \"y\""));
    write("fine", rule("fine", "process where process.name == \"x\""));

    Cli.Result result = cli.run("check", "--fix", rules);

    assertThat(result.err()).contains("Mended 3 names in 2 files.");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(text("a")).contains("cidrMatch(source.ip");
    assertThat(text("b")).contains("process.name == \"x\" and not process.name ==");
    assertThat(cli.run("check", "--fix", rules).err()).contains("Mended 0 names in 0 files.");
  }

  @Test
  void showsThePatchOfADryRun() {
    String before = rule("a", "process where cidrMtch(source.ip, \"10.0.0.0/8\")");
    write("a", before);

    Cli.Result result = cli.run("check", "--fix", "--dry-run", rules);

    assertThat(text("a")).isEqualTo(before);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("Would mend 1 name in 1 file.");
    List<String> lines = result.out().lines().toList();
    assertThat(lines.get(0)).startsWith("--- ").endsWith("a.toml");
    assertThat(lines.get(1)).startsWith("+++ ");
    assertThat(lines.get(2)).matches("@@ -\\d+ \\+\\d+ @@");
    assertThat(lines.get(3)).startsWith("-").contains("cidrMtch(");
    assertThat(lines.get(4)).startsWith("+").contains("cidrMatch(");
    assertThat(lines).hasSize(5);
  }

  @Test
  void gitAppliesThePatch() throws Exception {
    write("more/a", rule("a", "process where cidrMtch(source.ip, \"10.0.0.0/8\")").strip());
    write("b", rule("b", "process where process.nmae == \"x\"").replace("\n", "\r\n"));
    // Git takes only paths below the current folder.
    String patch =
        cli.run("check", "--fix", "--dry-run", rules)
            .out()
            .replaceAll("(?m)^(--- a/|\\+\\+\\+ b/).*rules/", "$1rules/");
    String file = cli.file("fix.patch", patch);
    Process git =
        new ProcessBuilder("git", "apply", "--unidiff-zero", file)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(git.waitFor()).as(said).isZero();
    assertThat(text("more/a")).contains("cidrMatch(source.ip").doesNotEndWith("\n");
    assertThat(text("b")).contains("process.name == \"x\"").contains("\r\n");
  }

  /** Another rule, or another technique, is not what was meant, however much alike they are. */
  @Test
  void changesNoReferencesAndNoNumbers() {
    write("one", rule("one 1", "process where true"));
    String exceptions =
        """
        [[exception]]
        name = "the owner"
        expires = 2030-01-01
        rules = ["Rule one 2", "Rules one 1"]
        when = [{ field = "user.name", is = "a" }]
        """;
    write("one.exceptions", exceptions);
    String filter =
        """
        title: Known Accounts
        id: 5638e7e2-0000-4000-8000-0000000000bb
        description: Leaves accounts out.
        logsource:
          product: windows
        filter:
          rules:
            - logon_2
            - logons_1
          selection:
            TargetUserName: x
          condition: not selection
        """;
    String logon =
        """
        title: Logon
        id: 5638e7e2-0000-4000-8000-0000000000aa
        name: logon_1
        status: test
        description: Finds logons.
        tags:
          - attack.t1059.099
        logsource:
          product: windows
        detection:
          sel:
            EventID: 4625
          condition: sel
        level: low
        """;
    cli.file("rules/filter.yml", filter);
    cli.file("rules/logon.yml", logon);

    Cli.Result result = cli.run("check", "--fix", rules);

    assertThat(result.err()).contains("Did you mean 'Rule one 1'?").contains("'logon_1'?");
    assertThat(result.err()).contains("Mended 0 names in 0 files.");
    assertThat(text("one.exceptions")).isEqualTo(exceptions);
    assertThat(cli.path("rules/filter.yml")).hasContent(filter);
    assertThat(cli.path("rules/logon.yml")).hasContent(logon);
  }

  /** A field that is not in the schema may be one of the user's own. */
  @Test
  void leavesAloneWhatItIsNotSureOf() {
    String own = rule("own", "process where process.namely == \"x\"");
    String broken = rule("broken", "process where process.name == ");
    write("own", own);
    write("broken", broken);

    Cli.Result result = cli.run("check", "--fix", rules);

    assertThat(result.err()).contains("Mended 0 names in 0 files.");
    assertThat(text("own")).isEqualTo(own);
    assertThat(text("broken")).isEqualTo(broken);
  }

  /** Line ends, a mark of the order of bytes and everything else stay as they are. */
  @Test
  void changesNothingElse() {
    String before =
        "\uFEFF" + rule("a", "process where process.nmae == \"\u00e4\"").replace("\n", "\r\n");
    write("a", before);

    cli.run("check", "--fix", rules);

    assertThat(text("a")).isEqualTo(before.replace("nmae", "name"));
    assertThat(folder.resolve("rules")).isDirectoryNotContaining("glob:**.draft");
  }

  @Test
  void refusesWhatHasNoEffect() {
    assertThat(cli.run("check", "--dry-run", rules).err()).contains("no effect without '--fix'");
    assertThat(cli.input("").run("check", "--fix", "-").err()).contains("cannot be written");
    assertThat(cli.run("check", "--fix", "--watch", rules).err()).contains("exclude each other");
    assertThat(cli.run("check", "--fix", "--dry-run", "--format", "json", rules).err())
        .contains("needs '--format text'");
  }
}
