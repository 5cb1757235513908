package dev.sigrun.maven;

import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Turns the rules of a project into sources and resources, if they are not those already. */
final class RuleGeneration {
  private static final String JAVA = ".java";
  private static final String CLASS = ".class";

  private final JavaBackend.Options names;
  private final Folders folders;
  private final BuildLog log;

  /**
   * Where things are.
   *
   * @param sources of generated Java
   * @param resources of files that generated classes need
   * @param classes where the build will put compiled classes
   * @param manifest the file for the manifest of a jar with the classes
   * @param record what the last generation noted down
   */
  record Folders(Path sources, Path resources, Path classes, Path manifest, Path record) {}

  RuleGeneration(JavaBackend.Options names, Folders folders, BuildLog log) {
    this.names = names;
    this.folders = folders;
    this.log = log;
  }

  /** Brings the folders up to date; returns whether there is anything in them. */
  boolean run(ProjectRules rules) throws MojoExecutionException, MojoFailureException {
    try {
      GenerationRecord last = GenerationRecord.read(folders.record());
      if (rules.isEmpty()) {
        log.info("No rules in " + rules.folder() + ".");
        replace(last, GenerationRecord.NONE, new TreeMap<>(), new TreeMap<>(), 0);
        return false;
      }
      String inputs = rules.digest().add(names.packageName()).add(names.setName()).toHex();
      if (Files.exists(folders.manifest())
          && last.isOf(inputs, folders.sources(), folders.resources())) {
        log.info("Nothing to do: " + Counts.of(rules.count(), "rule") + " unchanged.");
        return true;
      }
      generate(rules, inputs, last);
      return true;
    } catch (IOException e) {
      throw new MojoExecutionException("Generated files cannot be written: " + e, e);
    }
  }

  private void generate(ProjectRules rules, String inputs, GenerationRecord last)
      throws IOException, MojoExecutionException, MojoFailureException {
    CheckedRules checked = rules.compile();
    GeneratedJava java = JavaBackend.create(names).emit(checked.analyzed());
    log.reportWarnings(java.refusals());
    SortedMap<String, byte[]> sources = new TreeMap<>();
    java.sources().forEach(source -> sources.put(source.path(), bytes(source.content())));
    SortedMap<String, byte[]> resources = new TreeMap<>();
    java.resources().forEach(resource -> resources.put(resource.path(), resource.bytes()));
    int written =
        replace(
            last,
            GenerationRecord.of(inputs, sources, resources),
            sources,
            resources,
            java.matchers().size() + java.detectors().size());
    log.info(checked.summary());
    log.info(
        "Generated " + Counts.of(sources.size(), "source") + ", of which " + written + " changed.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes changed sources, deletes obsolete ones; returns the number of sources written. */
  private int replace(
      GenerationRecord last,
      GenerationRecord next,
      SortedMap<String, byte[]> sources,
      SortedMap<String, byte[]> resources,
      int rules)
      throws IOException {
    // Without a record everything is looked at again, should this be interrupted.
    GenerationRecord.delete(folders.record());
    OutputFolder classes = new OutputFolder(folders.classes());
    for (String gone : last.sourcesMissingIn(next)) {
      classes.deleteClass(gone.substring(0, gone.length() - JAVA.length()) + CLASS);
    }
    for (String gone : last.resourcesMissingIn(next)) {
      classes.delete(gone);
    }
    int written = new OutputFolder(folders.sources()).replaceBy(sources);
    new OutputFolder(folders.resources()).replaceBy(resources);
    Files.createDirectories(folders.manifest().resolve("..").normalize());
    Files.write(
        folders.manifest(), RuleJar.manifest(names.packageName() + "." + names.setName(), rules));
    next.write(folders.record());
    return written;
  }
}
