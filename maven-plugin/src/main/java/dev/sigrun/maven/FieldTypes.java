package dev.sigrun.maven;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** What a project says about the fields of its events. */
final class FieldTypes {
  private final List<SourceText> schemas;
  private final UnknownFields unknownFields;
  private final SigmaEvents events;
  private final BuildLog log;

  private FieldTypes(
      List<SourceText> schemas, UnknownFields unknownFields, SigmaEvents events, BuildLog log) {
    this.schemas = List.copyOf(schemas);
    this.unknownFields = unknownFields;
    this.events = events;
    this.log = log;
  }

  /**
   * Loads the files.
   *
   * @param schemas files that describe fields, later ones over earlier ones
   * @param unknownFields what becomes of fields that no schema knows
   * @param events what Sigma rules are run over
   * @throws MojoExecutionException if a schema cannot be read
   */
  static FieldTypes load(
      List<Path> schemas, UnknownFields unknownFields, SigmaEvents events, BuildLog log)
      throws MojoExecutionException {
    DiagnosticSink sink = new DiagnosticSink();
    List<SourceText> texts = new ArrayList<>();
    for (Path schema : schemas) {
      RuleFiles.load(schema, sink).ifPresent(texts::add);
    }
    if (sink.hasErrors()) {
      log.report(sink.diagnostics());
      throw new MojoExecutionException("A schema cannot be read, see above.");
    }
    return new FieldTypes(texts, unknownFields, events, log);
  }

  void addTo(InputDigest digest) {
    digest.add(unknownFields.name());
    events.addTo(digest);
    schemas.forEach(schema -> digest.add("schema").add(schema.name()).add(schema.content()));
  }

  /**
   * What the rules mean depends on this.
   *
   * @throws MojoExecutionException if a schema is malformed
   */
  CompilerOptions options() throws MojoExecutionException {
    DiagnosticSink sink = new DiagnosticSink();
    CompilerOptions options =
        new CompilerOptions(Schema.bundled(), unknownFields).withSchemas(schemas, false, sink);
    log.report(sink.diagnostics());
    if (sink.hasErrors()) {
      throw new MojoExecutionException("A schema cannot be used, see above.");
    }
    return options.withSigmaData(events.data());
  }
}
