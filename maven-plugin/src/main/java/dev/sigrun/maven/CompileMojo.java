package dev.sigrun.maven;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import java.io.File;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the rules of the project to readable Java: one class for each rule and one for the set,
 * which {@code RuleSet.load} finds. The sources become part of the project, which needs {@code
 * sigrun-runtime} as a dependency. Files are written only if they change; the classes of removed
 * rules are deleted.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends AbstractCompilingMojo {
  /**
   * The package of the generated classes. Rule sets that are loaded together need different
   * packages.
   */
  @Parameter(property = "sigrun.package", defaultValue = "dev.sigrun.generated")
  private String packageName = "dev.sigrun.generated";

  /** The simple name of the class of the rule set. */
  @Parameter(property = "sigrun.set", defaultValue = "DetectionRules")
  private String setName = "DetectionRules";

  /**
   * The folder for the generated Java, which becomes a source folder of the project. All other
   * files in it are deleted.
   */
  @Parameter(defaultValue = "${project.build.directory}/generated-sources/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File sourceFolder;

  /**
   * The folder for files that the classes need, which becomes a resource folder of the project. All
   * other files in it are deleted.
   */
  @Parameter(defaultValue = "${project.build.directory}/generated-resources/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File resourceFolder;

  /**
   * The file that receives what a manifest should say about the rules: which release compiled them,
   * how many there are, and which runtime they need. Maven's jar plugin adds it to the jar if its
   * {@code archive} has this path as {@code manifestFile}.
   */
  @Parameter(defaultValue = "${project.build.directory}/sigrun/MANIFEST.MF")
  @SuppressWarnings("NullAway.Init")
  private File manifest;

  @Parameter(
      defaultValue = "${project.build.directory}/sigrun/compile.json",
      readonly = true,
      required = true)
  @SuppressWarnings("NullAway.Init")
  private File record;

  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private File classFolder;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    RuleGeneration generation =
        new RuleGeneration(
            names(),
            new RuleGeneration.Folders(
                sourceFolder.toPath(),
                resourceFolder.toPath(),
                classFolder.toPath(),
                manifest.toPath(),
                record.toPath()),
            log());
    if (generation.run(rules())) {
      addFolders();
    }
  }

  private JavaBackend.Options names() throws MojoExecutionException {
    try {
      CompilerOptions options = settings().options();
      return new JavaBackend.Options(packageName, setName)
          .withTimestampField(options.timestampField())
          .withTimestampFormat(options.timestampFormat());
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private void addFolders() {
    project().addCompileSourceRoot(sourceFolder.getPath());
    Resource resources = new Resource();
    resources.setDirectory(resourceFolder.getPath());
    project().addResource(resources);
  }
}
