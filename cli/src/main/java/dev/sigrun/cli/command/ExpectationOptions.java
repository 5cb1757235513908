package dev.sigrun.cli.command;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.run.AlertCounts;
import dev.sigrun.cli.run.ExpectationFile;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.testing.file.ExpectedAlerts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file with the numbers of alerts that rules should raise. */
final class ExpectationOptions {
  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description = "The numbers of alerts to expect, a TOML file.")
  private @Nullable Path expect;

  @Option(
      names = "--write-expectations",
      paramLabel = "FILE",
      description = "Write the numbers of alerts to a new file that --expect can read.")
  private @Nullable Path write;

  /** Whether numbers of alerts are wanted at all. */
  boolean given() {
    return expect != null || write != null;
  }

  /** Whether numbers are compared with a file. */
  boolean compares() {
    return expect != null;
  }

  /** The file that numbers are compared with. */
  String file() {
    return String.valueOf(expect);
  }

  /** Refuses a file that must not be written. */
  void check() {
    if (expect != null && write != null) {
      throw CommandFailure.usage("'--expect' and '--write-expectations' exclude each other.");
    }
    if (write != null && Files.exists(write)) {
      throw CommandFailure.usage("There already is a file '" + write + "'. Remove it first.");
    }
  }

  /** The expectations of the file; empty if no file was given, or it has errors. */
  Optional<ExpectedAlerts> read(Reports reports) {
    Path file = expect;
    if (file == null) {
      return Optional.empty();
    }
    DiagnosticSink sink = new DiagnosticSink();
    Optional<SourceText> source = RuleFiles.load(file, sink);
    Optional<ExpectedAlerts> read = source.flatMap(text -> ExpectedAlerts.read(text, sink));
    reports.print(sink.diagnostics());
    if (source.isEmpty()) {
      throw CommandFailure.usage("The expectations cannot be read.");
    }
    return read;
  }

  /** Writes the numbers, and says so; empty if nobody wants them. */
  Optional<String> write(AlertCounts counts) {
    Path target = write;
    if (target == null) {
      return Optional.empty();
    }
    byte[] text = ExpectationFile.of(counts).getBytes(StandardCharsets.UTF_8);
    StagedFiles.write(Map.of(target.toAbsolutePath(), text));
    return Optional.of(
        "Wrote the numbers of alerts of "
            + Counts.of(counts.alerting().size(), "rule")
            + " to "
            + target
            + ".");
  }
}
