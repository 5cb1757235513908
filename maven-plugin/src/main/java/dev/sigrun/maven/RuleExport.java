package dev.sigrun.maven;

import dev.sigrun.compiler.backend.Archive;
import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportReport;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.ruleset.InputDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Turns the rules of a project into files of other systems, if they are not those already. */
final class RuleExport {
  private static final String REPORT = "report.json";

  private final List<ExportBackend> backends;
  private final FieldMapping mapping;
  private final boolean strict;
  private final Path folder;
  private final Path recordFile;
  private final BuildLog log;

  /**
   * An export.
   *
   * @param mapping the one that the back ends use
   * @param strict whether an export that is not exact fails the build
   * @param folder where the folders of the targets go
   * @param recordFile what the last export noted down
   */
  RuleExport(
      List<ExportBackend> backends,
      FieldMapping mapping,
      boolean strict,
      Path folder,
      Path recordFile,
      BuildLog log) {
    this.backends = List.copyOf(backends);
    this.mapping = mapping;
    this.strict = strict;
    this.folder = folder;
    this.recordFile = recordFile;
    this.log = log;
  }

  /**
   * Brings the folder up to date.
   *
   * @param digest of what the export depends on, apart from the targets
   * @return the paths of all files from the folder on
   */
  Set<String> run(ProjectRules rules, InputDigest digest)
      throws MojoExecutionException, MojoFailureException {
    backends.forEach(backend -> digest.add(backend.name()));
    String inputs = digest.add(String.valueOf(strict)).toHex();
    try {
      GenerationRecord last = GenerationRecord.read(recordFile);
      if (last.isOf(inputs, folder, folder)) {
        log.info("Nothing to export: " + Counts.of(rules.count(), "rule") + " unchanged.");
        return last.sources().keySet();
      }
      Exports all = rules.compile().export(backends, mapping);
      List<TargetExports> exports = all.targets();
      SortedMap<String, byte[]> files = files(all);
      // A failure of this build must also fail the next one, which therefore starts from scratch.
      String noted = strict && inexact(exports) > 0 ? "" : inputs;
      int written = replace(last, GenerationRecord.of(noted, files, new TreeMap<>()), files);
      exports.forEach(this::summarize);
      log.info(
          "Exported " + Counts.of(files.size(), "file") + ", of which " + written + " changed.");
      if (strict) {
        requireExact(exports);
      }
      return files.keySet();
    } catch (IOException e) {
      throw new MojoExecutionException("Exports cannot be written: " + e, e);
    }
  }

  private static SortedMap<String, byte[]> files(Exports exports) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (TargetExports target : exports.targets()) {
      for (ExportFile file : target.files()) {
        files.put(target.target() + "/" + file.name(), bytes(file.content()));
      }
    }
    files.put(REPORT, bytes(ExportReport.json(exports)));
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int replace(GenerationRecord last, GenerationRecord next, SortedMap<String, byte[]> files)
      throws IOException {
    GenerationRecord.delete(recordFile);
    OutputFolder output = new OutputFolder(folder);
    for (String gone : last.sourcesMissingIn(next)) {
      output.delete(gone);
    }
    int written = output.writeAll(files);
    next.write(recordFile);
    return written;
  }

  private void summarize(TargetExports target) {
    log.info(
        target.target()
            + ": "
            + target.count("exact")
            + " exact, "
            + target.count("approximate")
            + " approximate, "
            + target.count("refused")
            + " refused.");
  }

  private static long inexact(List<TargetExports> exports) {
    return exports.stream()
        .flatMap(target -> target.artifacts().stream())
        .filter(artifact -> artifact.fidelity() != Fidelity.EXACT)
        .count();
  }

  private void requireExact(List<TargetExports> exports) throws MojoFailureException {
    long inexact = inexact(exports);
    if (inexact > 0) {
      log.reportErrors(
          exports.stream()
              .flatMap(target -> target.artifacts().stream())
              .flatMap(artifact -> artifact.reasons().stream())
              .filter(reason -> reason.effect() != Fidelity.EXACT)
              .map(Reason::diagnostic)
              .toList());
      throw new MojoFailureException(
          Counts.of(inexact, "export") + " not exact, see above and in " + REPORT + ".");
    }
  }

  /** Makes a zip file of what {@link #run} wrote for a back end. */
  void archive(Backend backend, Set<String> written, Path archive) throws MojoExecutionException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String prefix = backend.name() + "/";
    try {
      for (String path : written) {
        if (path.startsWith(prefix)) {
          files.put(path.substring(prefix.length()), Files.readAllBytes(folder.resolve(path)));
        }
      }
      Files.write(archive, Archive.of(files));
    } catch (IOException e) {
      throw new MojoExecutionException("The archive cannot be written: " + e, e);
    }
  }
}
