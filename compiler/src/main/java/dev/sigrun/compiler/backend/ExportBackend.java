package dev.sigrun.compiler.backend;

import java.util.List;

/** A back end whose artifacts are files for another system. */
public interface ExportBackend extends Backend {
  /**
   * The files that hold the texts of {@code artifacts}, all made by this back end. The same files
   * for the same artifacts; none of refused rules.
   */
  List<ExportFile> files(List<Artifact> artifacts);
}
