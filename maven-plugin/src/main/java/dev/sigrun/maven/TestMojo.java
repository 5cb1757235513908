package dev.sigrun.maven;

import dev.sigrun.testing.RuleTests;
import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the tests of the rules: {@code NAME.test.toml} beside {@code NAME.toml}, or at the same
 * place in the folder of tests. Says of each case that fails what decided, writes reports as
 * Surefire does, and fails the build at the end. Rules are compiled for their tests in memory, so
 * this needs no other goal, and Maven must run on a JDK.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TestMojo extends AbstractRulesMojo {
  /**
   * The folder of tests that do not stand beside their rules: {@code linux/shell.test.toml} in it
   * tests {@code linux/shell.toml} in the folder of rules. It need not exist.
   */
  @Parameter(property = "sigrun.tests", defaultValue = "${project.basedir}/src/test/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File tests;

  /**
   * Where the reports go, {@code TEST-*.xml}, one for each rule: with those of Surefire, where
   * build servers look for them.
   */
  @Parameter(
      property = "sigrun.reports",
      defaultValue = "${project.build.directory}/surefire-reports")
  @SuppressWarnings("NullAway.Init")
  private File reports;

  /**
   * How many cases in which it finds something, and how many in which it does not, every rule must
   * have. With 0, rules without tests are only counted.
   */
  @Parameter(property = "sigrun.minimum", defaultValue = "0")
  private int minimum;

  /** Whether to skip the tests of rules with all other tests, which are compiled nevertheless. */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /** Whether to skip the tests of rules with all other tests, which are not even compiled. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipAllTests;

  /**
   * Whether the build goes on after cases that fail and rules with too few cases. Errors in files
   * end it all the same.
   */
  @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
  private boolean testFailureIgnore;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    if (skipTests || skipAllTests) {
      getLog().info("Tests are skipped.");
      return;
    }
    if (minimum < 0) {
      throw new MojoExecutionException("minimum is a number from 0, not " + minimum + ".");
    }
    RuleTests ruleTests = RuleTests.of(ruleFolder(), tests.toPath(), settings().options());
    new RuleTesting(
            new RuleTesting.Settings(ruleFolder(), reports.toPath(), minimum, testFailureIgnore),
            log())
        .run(ruleTests);
  }
}
