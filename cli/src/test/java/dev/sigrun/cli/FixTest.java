package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --fix} writes, and what it leaves alone. */
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
