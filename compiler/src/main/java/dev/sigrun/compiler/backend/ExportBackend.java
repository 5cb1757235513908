package dev.sigrun.compiler.backend;

import java.util.List;

/**
 * A back end whose artifacts are files for another system.
 *
 * <pre>{@code
 * ExportBackend backend = Backends.builtIn(ExportOptions.defaults()).byName("splunk").orElseThrow();
 * List<Artifact> artifacts = rules.stream().map(backend::emit).toList();
 * for (ExportFile file : backend.files(artifacts)) {
 *   Files.writeString(folder.resolve(file.name()), file.content());
 * }
 * }</pre>
 */
public interface ExportBackend extends Backend {
  /**
   * The files that hold the texts of {@code artifacts}, all made by this back end. The same files
   * for the same artifacts; none of refused rules.
   */
  List<ExportFile> files(List<Artifact> artifacts);
}
