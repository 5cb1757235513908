package dev.sigrun.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are limited to what changed since a revision of Git. */
class SinceTest {
  /** Every rule has this warning, so that reports show which rules were looked at. */
  private static final String WARNED = "any where host.nmae == \"a\"";

  private static final String PART =
      """
      title: Failed Login
      name: failed_login
      id: 0b6c3f0e-6c0b-4a51-9d5b-5d0d6f0a0c11
      status: test
      logsource: {product: okta, service: okta}
      detection:
        selection:
          outcome.result: FAILURE
        condition: selection
      level: informational
      """;

  private static final String WHOLE =
      """
      title: Many Failed Logins
      id: 0b6c3f0e-6c0b-4a51-9d5b-5d0d6f0a0c12
      status: test
      correlation:
        type: event_count
        rules: failed_login
        group-by: actor.alternateid
        timespan: 5m
        condition: {gte: 10}
      level: medium
      """;

  private static final String TESTS =
      """
      clock = "2026-01-01T00:00:00Z"
      [[case]]
      name = "yes"
      expect = "match"
      event = { host.nmae = "a" }
      [[case]]
      name = "no"
      expect = "none"
      event = { host.nmae = "b" }
      """;

  @TempDir private Path folder;

  private Cli cli;
  private GitFolder git;

  @BeforeEach
  void commitRules() {
    assumeTrue(GitFolder.isInstalled(), "git is not installed");
    cli = new Cli(folder.resolve("repository"));
    for (String name : List.of("a", "b", "deep/c")) {
      cli.file("rules/" + name + ".toml", Rules.toml(name, "eql", WARNED));
      cli.file("rules/" + name + ".test.toml", TESTS);
    }
    cli.file("rules/part.yml", PART);
    cli.file("rules/whole.yml", WHOLE);
    cli.file("rules/all.exceptions.toml", exception("a", "x"));
    cli.file(".gitignore", "cache\n");
    git = new GitFolder(folder.resolve("repository")).begin();
  }

  private static String exception(String rule, String host) {
    return "[[exception]]\nname = 'n'\nrules = ['Rule %s']\nwhen = [{field = 'host.name', is = '%s'}]\n"
        .formatted(rule, host);
  }

  private Cli.Result run(String command, String revision, String... more) {
    String[] base = {command, "--since", revision, cli.path("rules").toString()};
    String[] all = Arrays.copyOf(base, base.length + more.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return cli.run(all);
  }

  /** The rules that the report of {@code check} as JUnit names. */
  private Set<String> checked(String revision) {
    Cli.Result result = run("check", revision, "--format", "junit");
    Set<String> rules = new TreeSet<>();
    Matcher file = Pattern.compile("[^\"/]+\\.(?:toml|yml)(?=\")").matcher(result.out());
    while (file.find()) {
      rules.add(file.group());
    }
    return rules;
  }

  private void change(String name, String from, String to) {
    Path file = cli.path("rules/" + name);
    try {
      String text = Files.readString(file);
      assertThat(text).contains(from);
      Files.writeString(file, text.replace(from, to));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsLookedAtIfNothingChanged() {
    Cli.Result result = run("check", "first", "--fail-on", "warning");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).contains("dependent on a change: 0 rules.");
    assertThat(cli.run("check", "--fail-on", "warning", cli.path("rules").toString()).exitCode())
        .isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void onlyTheChangedRuleIsReported() {
    change("b.toml", "Finds what", "Discovers what");

    Cli.Result result = run("check", "first");

    assertThat(result.err()).contains("b.toml:").doesNotContain("a.toml:", "c.toml:");
    assertThat(result.err()).contains("1 rule: 1 compiled");
    assertThat(checked("first")).containsExactly("b.toml");
    git.commit("second");
    assertThat(checked("first")).containsExactly("b.toml");
    assertThat(checked("HEAD")).isEmpty();
    assertThat(checked("HEAD~1")).containsExactly("b.toml");
  }

  @Test
  void filesThatGitDoesNotTrackCountAsNew() {
    cli.file("rules/new.toml", Rules.toml("new", "eql", WARNED));
    cli.file("rules/cache/ignored.toml", Rules.toml("ignored", "eql", WARNED));

    assertThat(checked("first")).containsExactly("ignored.toml", "new.toml");
  }

  @Test
  void aRenamedRuleIsChecked() {
    git.git("mv", "rules/a.toml", "rules/z.toml");

    assertThat(checked("first")).containsExactly("z.toml");
  }

  @Test
  void aCorrelationDependsOnItsRules() throws IOException {
    change("part.yml", "FAILURE", "DENY");
    assertThat(checked("first")).containsExactly("part.yml", "whole.yml");

    Files.delete(cli.path("rules/part.yml"));
    Cli.Result result = run("check", "first");
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("whole.yml:").doesNotContain("a.toml:");
  }

  @Test
  void aChangeOfWordsDoesNotReachTheCorrelation() {
    change("part.yml", "title: Failed Login", "title: A Failed Login");

    assertThat(checked("first")).containsExactly("part.yml");
  }

  @Test
  void rulesDependOnTheirExceptions() throws IOException {
    change("all.exceptions.toml", "'x'", "'y'");
    assertThat(checked("first")).containsExactly("a.toml", "all.exceptions.toml");

    // Which rule it was about before counts as well.
    cli.file("rules/all.exceptions.toml", exception("b", "x"));
    assertThat(checked("first")).containsExactly("a.toml", "all.exceptions.toml", "b.toml");

    Files.delete(cli.path("rules/all.exceptions.toml"));
    assertThat(checked("first")).containsExactly("a.toml");
  }

  /** The second of two rules with one id has the error, whichever of the two changed. */
  @Test
  void anUnchangedRuleWithANewErrorIsReported() {
    change("a.toml", Rules.id("a"), Rules.id("b"));

    Cli.Result result = run("check", "first");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("b.toml:");
    assertThat(checked("first")).contains("a.toml", "b.toml").doesNotContain("c.toml");
  }

  @ParameterizedTest
  @CsvSource({"schema, fields.json", "pipeline, pipeline.yml", "project, sigrun.toml"})
  void everyRuleDependsOnSettings(String kind, String file) {
    String schema = "{\"x.y\": \"keyword\"}";
    String pipeline = "name: p\npriority: 10\ntransformations: []\n";
    cli.file("fields.json", schema);
    cli.file("pipeline.yml", pipeline);
    cli.file("sigrun.toml", "rules = [\"rules\"]\n");
    git.commit("second");
    cli.with("SIGRUN_PROJECT", cli.path("sigrun.toml").toString());
    String[] options =
        switch (kind) {
          case "schema" -> new String[] {"--schema", cli.path(file).toString()};
          case "pipeline" -> new String[] {"--pipeline", cli.path(file).toString()};
          default -> new String[0];
        };
    assertThat(run("check", "second", options).err()).contains("dependent on a change: 0 rules.");
    switch (kind) {
      case "schema" -> cli.file(file, "{\"x.z\": \"keyword\"}");
      case "pipeline" -> cli.file(file, pipeline.replace("name: p", "name: q"));
      default -> cli.file(file, "rules = [\"rules\"]\n\n");
    }

    assertThat(run("check", "second", options).err())
        .contains(file + "' has changed since second, so all rules count.")
        .contains("5 rules: ");
  }

  /** The branch is compared with the place where it began, not with what others did since. */
  @Test
  void workOfOthersDoesNotCount() {
    git.git("checkout", "--quiet", "-b", "mine");
    change("a.toml", "Finds what", "Discovers what");
    git.commit("own");
    git.git("checkout", "--quiet", "main");
    change("b.toml", "Finds what", "Discovers what");
    git.commit("others");
    git.git("checkout", "--quiet", "mine");

    assertThat(checked("main")).containsExactly("a.toml");
  }

  @Test
  void aPartOfTheRulesAndAnySpellingWork() {
    change("deep/c.toml", "Finds what", "Discovers what");
    change("a.toml", "Finds what", "Discovers what");
    String deep = cli.path("rules/deep").toString();

    assertThat(cli.run("check", "--since", "first", deep).err())
        .contains("c.toml:")
        .doesNotContain("a.toml:");
    assertThat(cli.run("check", "--since", "first", deep + "/../deep/*.toml").err())
        .contains("c.toml:");
    Cli inside = new Cli(cli.path("rules/deep"));
    assertThat(inside.run("check", "--since", "first", deep + "/c.toml").err()).contains("c.toml:");
  }

  @Test
  void testsOfChangedRulesAreRun() {
    assertThat(run("test", "first").out()).contains("0 rules, 0 cases");
    change("b.toml", "== \"a\"", "== \"z\"");

    Cli.Result result = run("test", "first");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).contains("1 rule, 2 cases").contains("b.test.toml");
  }

  @Test
  void testsThatChangedOrReadAChangedFileAreRun() throws IOException {
    change("a.test.toml", "\"no\"", "\"not\"");
    assertThat(run("test", "first").out()).contains("1 rule, 2 cases: 2 passed");

    cli.file("rules/deep/events.ndjson", "{\"host.nmae\": \"a\"}\n");
    cli.file(
        "rules/deep/c.test.toml",
        "[[case]]\nname = 'f'\nexpect = 'match'\nfixture = 'events.ndjson'\n");
    git.commit("second");
    assertThat(run("test", "second").out()).contains("0 rules, 0 cases");
    cli.file("rules/deep/events.ndjson", "{\"host.nmae\": \"b\"}\n");
    assertThat(run("test", "second").out()).contains("1 rule, 1 case: 0 passed, 1 failed");

    git.commit("third");
    Files.delete(cli.path("rules/b.test.toml"));
    assertThat(run("test", "third", "--minimum", "1").exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void testsThatExpectSomethingOfOthersAreRunIfThoseChange() {
    cli.file(
        "rules/a.test.toml",
        TESTS.replace("expect = \"match\"", "expect = \"match\"\nalso = [\"b\"]"));
    git.commit("second");
    change("b.toml", "== \"a\"", "== \"z\"");

    Cli.Result result = run("test", "second");

    assertThat(result.out()).contains("2 rules, 4 cases").contains("a.test.toml");
  }

  @Test
  void testsRunAgainWhenAnExceptionChanges() {
    change("all.exceptions.toml", "host.name', is = 'x'", "host.nmae', is = 'a'");

    assertThat(run("test", "first").out()).contains("1 rule, 2 cases: 1 passed, 1 failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nope | Git knows no commit 'nope'. Fetch it first.",
        "-x | '-x' is not a revision of Git",
        "--output=/tmp/x | is not a revision of Git",
        "first:rules/a.toml | Git knows no commit"
      })
  void anUnknownRevisionIsRefused(String revision, String message) {
    Cli.Result result = cli.run("check", "--since=" + revision, cli.path("rules").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }

  @Test
  void aShallowCloneSaysWhatToDo() {
    git.commit("second");
    String url = folder.resolve("repository").toUri().toString();
    new GitFolder(folder)
        .git(
            "clone",
            "--quiet",
            "--depth",
            "1",
            "--no-tags",
            url,
            folder.resolve("clone").toString());
    Cli clone = new Cli(folder.resolve("clone"));

    Cli.Result result = clone.run("check", "--since", "first", clone.path("rules").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("shallow", "git fetch --unshallow", "fetch-depth: 0");
    assertThat(clone.run("check", "--since", "HEAD", clone.path("rules").toString()).err())
        .contains("0 rules");
  }

  @Test
  void branchesWithoutACommonCommitAreRefused() {
    git.git("checkout", "--quiet", "--orphan", "other");
    git.commit("unrelated");

    assertThat(run("check", "main").err()).contains("no common ancestor");
  }

  @Test
  void itNeedsGitAndARepository() {
    Cli outside = new Cli(folder);
    String rules = cli.path("rules").toString();

    assertThat(outside.run("check", "--since", "first", rules).err())
        .contains("needs a Git repository around the current folder");
    assertThat(cli.with("PATH", "relative:" + folder).run("check", "--since", "first", rules).err())
        .contains("no 'git' on the PATH");
  }

  @Test
  void rulesOutsideTheRepositoryAreRefused() {
    Cli other = new Cli(folder.resolve("elsewhere"));
    String rules = other.rule("x", "eql", Rules.ALL);

    assertThat(cli.run("check", "--since", "first", rules).err()).contains("no rule is in it");
  }

  @Test
  void standardInputIsInNoCommit() {
    assertThat(cli.input("").run("check", "--since", "first", "-").err())
        .contains("'--since' needs files");
  }

  /** Names of files never reach Git as arguments, whatever they look like. */
  @Test
  void strangeNamesOfFiles() {
    cli.file("rules/--output=x.toml", Rules.toml("s", "eql", WARNED));
    cli.file("rules/ä\nb $(rm).toml", Rules.toml("t", "eql", WARNED));
    git.commit("second");
    change("--output=x.toml", "Finds what", "Discovers what");
    change("ä\nb $(rm).toml", "Finds what", "Discovers what");

    assertThat(run("check", "second").err())
        .contains("--output=x.toml:")
        .contains("Changed since second, or dependent on a change: 2 rules.");
  }

  @Test
  void everyRuleDependsOnAProjectFileThatHasGone() throws IOException {
    cli.file("sigrun.toml", "rules = [\"rules\"]\n");
    git.commit("second");
    assertThat(run("check", "second").err()).contains("dependent on a change: 0 rules.");
    Files.delete(cli.path("sigrun.toml"));

    assertThat(run("check", "second").err())
        .contains("sigrun.toml' has changed since second, so all rules count.");
  }

  @Test
  void nothingThatARepositoryNamesIsRun() throws IOException {
    Path program = program("ran");
    for (String setting :
        List.of(
            "core.fsmonitor",
            "core.pager",
            "diff.external",
            "diff.x.command",
            "diff.x.textconv",
            "filter.x.clean",
            "filter.a=b.process")) {
      git.git("config", setting, program.toString());
    }
    git.git("config", "filter.x.required", "true");
    git.git("config", "alias.diff", "!" + program);
    Files.copy(program, cli.path(".git/hooks/post-index-change"), REPLACE_EXISTING);
    cli.file(".gitattributes", "a.* filter=x diff=x\nb.* filter=a=b\n");
    change("a.toml", "Finds what", "Discovers what");
    for (String untouched : List.of("rules/b.toml", "rules/deep/c.toml")) {
      Files.setLastModifiedTime(cli.path(untouched), FileTime.fromMillis(0));
    }

    Cli.Result result = run("check", "first");

    assertThat(result.err()).contains("dependent on a change: 1 rule.");
    assertThat(cli.path("ran")).doesNotExist();
  }

  @Test
  void rulesInASubmoduleAreComparedWithItsCommit() throws IOException {
    Path program = program("ran");
    GitFolder library = new GitFolder(Files.createDirectories(cli.path("library")));
    cli.file("library/x.toml", Rules.toml("x", "eql", WARNED));
    cli.file("library/y.toml", Rules.toml("y", "eql", WARNED));
    library.begin();
    library.git("config", "filter.x.clean", program.toString());
    git.commit("second");
    Files.writeString(cli.path("library/.git/info/attributes"), "* filter=x\n");
    Files.setLastModifiedTime(cli.path("library/y.toml"), FileTime.fromMillis(0));

    Cli.Result before = run("check", "second", cli.path("library").toString());
    cli.file("library/x.toml", Rules.toml("x", "eql", WARNED + " or host.name == \"b\""));
    cli.file("library/z.toml", Rules.toml("z", "eql", WARNED));
    // A repository cannot hide what it changes.
    git.git("config", "-f", ".gitmodules", "submodule.library.path", "library");
    git.git("config", "-f", ".gitmodules", "submodule.library.ignore", "all");
    Cli.Result dirty = run("check", "second", cli.path("library").toString());
    assertThat(cli.path("ran")).doesNotExist();
    library.commit("more");
    Cli.Result moved = run("check", "second", cli.path("library").toString());

    assertThat(before.err()).contains("dependent on a change: 0 rules.");
    assertThat(dirty.err()).contains("dependent on a change: 2 rules.");
    assertThat(moved.err()).contains("dependent on a change: 3 rules.");
  }

  /** A program that leaves a file in the repository. */
  private Path program(String mark) throws IOException {
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\ntouch '" + cli.path(mark) + "'\ncat\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
