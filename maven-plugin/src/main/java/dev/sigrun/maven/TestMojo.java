package dev.sigrun.maven;

import dev.sigrun.testing.RuleTests;
import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs rule tests: {@code NAME.test.toml} next to {@code NAME.toml}, or at the same path in the
 * tests folder. Explains each failed case, writes Surefire-style reports, and fails the build at
 * the end. The rules are compiled in memory, so this does not need any other goal, but Maven must
 * run on a JDK.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TestMojo extends AbstractRulesMojo {
  /**
   * The folder of tests that are not next to their rules: {@code linux/shell.test.toml} in it tests
   * {@code linux/shell.toml} in the rules folder. It need not exist.
   */
  @Parameter(property = "sigrun.tests", defaultValue = "${project.basedir}/src/test/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File tests;

  /**
   * The folder for the reports, {@code TEST-*.xml}, one for each rule. By default they are next to
   * Surefire's, where build servers look for them.
   */
  @Parameter(
      property = "sigrun.reports",
      defaultValue = "${project.build.directory}/surefire-reports")
  @SuppressWarnings("NullAway.Init")
  private File reports;

  /**
   * The number of positive and of negative cases that every rule must have. With 0, rules without
   * tests are only counted.
   */
  @Parameter(property = "sigrun.minimum", defaultValue = "0")
  private int minimum;

  /** Whether to skip rule tests together with all other tests, which are still compiled. */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /** Whether to skip rule tests together with all other tests, which are not compiled either. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipAllTests;

  /**
   * Whether the build continues after failed cases and rules with too few cases. Errors in test
   * files still fail it.
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
      throw new MojoExecutionException("minimum must be 0 or greater, not " + minimum + ".");
    }
    RuleTests ruleTests = RuleTests.of(ruleFolder(), tests.toPath(), settings().options());
    new RuleTesting(
            new RuleTesting.Settings(ruleFolder(), reports.toPath(), minimum, testFailureIgnore),
            log())
        .run(ruleTests);
  }
}
