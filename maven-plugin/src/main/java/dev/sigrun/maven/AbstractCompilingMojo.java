package dev.sigrun.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals configure that compile every rule of the project. */
abstract class AbstractCompilingMojo extends AbstractRulesMojo {
  /**
   * Whether rules that are not supported, ES|QL and machine learning for instance, fail the build.
   * They are reported and left out otherwise.
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
