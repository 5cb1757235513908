package dev.sigrun.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of all goals that compile every rule of the project. */
abstract class AbstractCompilingMojo extends AbstractRulesMojo {
  /**
   * Whether unsupported rules, for example in ES|QL, fail the build. Otherwise they are reported
   * and skipped.
   */
  @Parameter(property = "sigrun.strict", defaultValue = "false")
  private boolean strict;

  /** Whether warnings about rules fail the build. */
  @Parameter(property = "sigrun.failOnWarning", defaultValue = "false")
  private boolean failOnWarning;

  /** The rules of the project, loaded but not compiled. */
  final ProjectRules rules() throws MojoExecutionException {
    return ProjectRules.load(
        ruleFolder(), settings(), new ProjectRules.Failing(strict, failOnWarning), log());
  }
}
