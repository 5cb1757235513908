package dev.sigrun.maven;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;

/** The settings of a project for the fields of its events and the severities of diagnostics. */
final class CompilerSettings {
  private final List<SourceText> schemas;
  private final Reading reading;
  private final Judging judging;
  private final BuildLog log;

  /**
   * The settings for reading fields.
   *
   * @param unknown how fields that are in no schema are treated
   * @param complete whether no other fields exist than those of the schema files
   * @param timestampField the field that has the time of events, if it is not a usual one
   */
  record Reading(UnknownFields unknown, boolean complete, Optional<String> timestampField) {}

  /**
   * The settings for judging rules.
   *
   * @param severities how much reports weigh
   * @param events what Sigma rules are run over
   */
  record Judging(Severities severities, SigmaEvents events) {}

  private CompilerSettings(
      List<SourceText> schemas, Reading reading, Judging judging, BuildLog log) {
    this.schemas = List.copyOf(schemas);
    this.reading = reading;
    this.judging = judging;
    this.log = log;
  }

  /**
   * Loads the files.
   *
   * @param schemas files that describe fields, later ones override earlier ones
   * @throws MojoExecutionException if a schema cannot be read
   */
  static CompilerSettings load(List<Path> schemas, Reading reading, Judging judging, BuildLog log)
      throws MojoExecutionException {
    if (reading.complete() && schemas.isEmpty()) {
      throw new MojoExecutionException(
          "The parameter 'schemaComplete' needs a schema: set 'schemas'.");
    }
    DiagnosticSink sink = new DiagnosticSink();
    List<SourceText> texts = new ArrayList<>();
    for (Path schema : schemas) {
      RuleFiles.load(schema, sink).ifPresent(texts::add);
    }
    if (sink.hasErrors()) {
      log.report(sink.diagnostics());
      throw new MojoExecutionException("A schema cannot be read, see above.");
    }
    return new CompilerSettings(texts, reading, judging, log);
  }

  void addTo(InputDigest digest) {
    digest.add(reading.toString()).add(judging.severities().toString());
    judging.events().addTo(digest);
    schemas.forEach(schema -> digest.add("schema").add(schema.name()).add(schema.content()));
  }

  /**
   * The meaning of rules depends on this.
   *
   * @throws MojoExecutionException if a schema is malformed
   */
  CompilerOptions options() throws MojoExecutionException {
    DiagnosticSink sink = new DiagnosticSink();
    CompilerOptions options =
        new CompilerOptions(Schema.bundled(), reading.unknown())
            .withSchemas(schemas, reading.complete(), sink)
            .withSeverities(judging.severities())
            .withTimestampField(reading.timestampField())
            .withSigmaData(judging.events().data());
    log.report(sink.diagnostics());
    if (sink.hasErrors()) {
      throw new MojoExecutionException("A schema cannot be used, see above.");
    }
    return options;
  }
}
