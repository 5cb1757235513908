package dev.sigrun.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Reports the errors and warnings of all rules with file, line and column, and fails the build if
 * there are errors. Writes nothing.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractCompilingMojo {
  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    ProjectRules rules = rules();
    if (rules.isEmpty()) {
      getLog().info("No rules in " + rules.folder() + ".");
    } else {
      getLog().info(rules.compile().summary());
    }
  }
}
