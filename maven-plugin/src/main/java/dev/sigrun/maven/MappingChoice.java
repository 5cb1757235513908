package dev.sigrun.maven;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.MappingReader;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The field mapping that a build names.
 *
 * @param mapping how fields and indices are called
 * @param text what the mapping depends on: its name, or the content of its file
 */
record MappingChoice(FieldMapping mapping, String text) {
  /**
   * The mapping that comes with Sigrun under that name, or the one in that file.
   *
   * @param nameOrFile a file is looked for from the folder of the project on
   * @throws MojoExecutionException if it cannot be used, after reporting why
   */
  static MappingChoice load(String nameOrFile, BuildLog log) throws MojoExecutionException {
    Optional<FieldMapping> bundled = BundledMappings.named(nameOrFile);
    if (bundled.isPresent()) {
      return new MappingChoice(bundled.get(), nameOrFile);
    }
    DiagnosticSink sink = new DiagnosticSink();
    Optional<SourceText> file = RuleFiles.load(log.project().resolve(nameOrFile), sink);
    Optional<FieldMapping> read = file.flatMap(text -> MappingReader.read(text, sink));
    log.report(sink.diagnostics());
    if (file.isEmpty() || read.isEmpty()) {
      throw new MojoExecutionException(
          "The mapping cannot be used, see above. Built in: "
              + String.join(", ", BundledMappings.names())
              + ".");
    }
    return new MappingChoice(read.get(), file.get().content());
  }
}
