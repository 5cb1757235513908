package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.MappingReader;
import java.nio.file.Path;
import java.util.Optional;

/** Loads the field mapping that a command line names. */
public final class MappingSource {
  public static final String DEFAULT = "ecs";

  private MappingSource() {}

  /**
   * The mapping that comes with Sigrun under that name, or the one in that file.
   *
   * @throws CommandFailure if it cannot be used, after reporting why
   */
  public static FieldMapping load(String nameOrFile, Reports reports) {
    Optional<FieldMapping> bundled = BundledMappings.named(nameOrFile);
    if (bundled.isPresent()) {
      return bundled.get();
    }
    DiagnosticSink sink = new DiagnosticSink();
    Optional<FieldMapping> read =
        RuleFiles.load(Path.of(nameOrFile), sink).flatMap(file -> MappingReader.read(file, sink));
    reports.print(sink.diagnostics());
    return read.orElseThrow(
        () ->
            CommandFailure.usage(
                "The mapping cannot be used. Built in: "
                    + String.join(", ", BundledMappings.names())
                    + "."));
  }
}
