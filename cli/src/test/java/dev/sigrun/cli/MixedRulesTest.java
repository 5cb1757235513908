package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with rules of both formats, and tests beside them, in every command. */
class MixedRulesTest {
  private static final String SIGMA =
      """
      title: Tool of %%admins%%
      id: 6f0c2f0e-6d8e-4f43-9d5e-8d2f1f5d8c01
      logsource: {category: process_creation, product: windows}
      detection:
        selection:
          Image|endswith: '\\tool.exe'
          User|expand: '%admins%'
        condition: selection
      level: high
      """;

  private static final String FILTER =
      """
      title: Known Machine
      id: 1c2f8a34-7a8a-4c57-8f0f-1b1d0c6b7e02
      logsource: {category: process_creation, product: windows}
      filter:
        rules: any
        selection: {Computer: lab}
        condition: not selection
      """;

  private static final String TESTS =
      """
      [base]
      Event.System.Channel = "Microsoft-Windows-Sysmon/Operational"
      Event.System.EventID = 1
      Event.EventData.Image = 'C:\\tool.exe'
      [[case]]
      name = "an administrator"
      expect = "match"
      event = { Event.EventData.User = 'CORP\\root' }
      [[case]]
      name = "somebody else, and the known machine"
      expect = "none"
      event = [
        { Event.EventData.User = 'CORP\\eve' },
        { Event.EventData.User = 'CORP\\root', Event.System.Computer = "lab" },
      ]
      """;

  private static final String EVENT =
      """
      {"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1},"EventData":{"Image":"C:\\\\tool.exe","User":"CORP\\\\root"}}}
      {"user.name":"eve"}
      """;

  private static final String[] SET = {"--pipeline", "windows", "--set", "admins=CORP\\root,x"};

  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  @BeforeEach
  void writeRules() {
    cli = new Cli(folder);
    rules = cli.rule("eve", "eql", "any where user.name == \"eve\"");
    cli.file("rules/tool.yml", SIGMA);
    cli.file("rules/known.yaml", FILTER);
    cli.file("rules/tool.test.toml", TESTS);
    cli.file(
        "rules/eve.test.toml",
        """
        [[case]]
        name = "found"
        expect = "match"
        event = { user.name = "eve" }
        [[case]]
        name = "passed over"
        expect = "none"
        event = { user.name = "bob" }
        """);
  }

  private Cli.Result run(String command, String... more) {
    String[] all = new String[1 + SET.length + more.length];
    all[0] = command;
    System.arraycopy(SET, 0, all, 1, SET.length);
    System.arraycopy(more, 0, all, 1 + SET.length, more.length);
    return cli.run(all);
  }

  @Test
  void check() {
    Cli.Result result = run("check", rules);
    assertThat(result.out() + result.err()).contains("3 rules: 2 compiled, 1 in other rules");
    assertThat(result.exitCode()).isZero();
    Cli.Result without = cli.run("check", rules);
    assertThat(without.out() + without.err()).contains("'admins'", "1 unsupported");
    assertThat(run("check", rules, "--pipeline", "no.yml").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void test() {
    Cli.Result result = run("test", rules, "--minimum", "1");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("2 rules, 4 cases: 4 passed, 0 failed, 0 skipped.");
    assertThat(result.exitCode()).isZero();
    String one = folder.resolve("rules/tool.yml").toString();
    assertThat(run("test", one).out()).contains("1 rule, 2 cases: 2 passed");
    String tests = folder.resolve("rules/tool.test.toml").toString();
    assertThat(run("test", tests).out()).contains("1 rule, 2 cases: 2 passed");
  }

  @Test
  void compileAndRun() {
    String events = cli.file("events.ndjson", EVENT);
    Cli.Result run = run("run", "--rules", rules, events);
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.err()).contains("2 alerts of 2 rules");
    String jar = folder.resolve("rules.jar").toString();
    assertThat(run("compile", rules, "-o", jar).err()).contains("2 matchers");
    assertThat(cli.run("run", "--jar", jar, events).outLines()).hasSize(2);
    // Other values are other rules, although the files are the same.
    Cli.Result other = cli.run("run", "--rules", rules, "--set", "admins=CORP\\other", events);
    assertThat(other.outLines()).hasSize(1);
  }

  @Test
  void exportAndExplain() {
    String out = folder.resolve("out").toString();
    Cli.Result export =
        cli.run("export", rules, "--set", "admins=CORP\\root", "--to", "splunk", "--output", out);
    assertThat(export.exitCode()).as(export.err()).isZero();
    Cli.Result explain = run("explain", folder.resolve("rules/tool.yml").toString());
    assertThat(explain.exitCode()).as(explain.err()).isZero();
    assertThat(explain.out()).contains("tool.exe");
  }
}
