package dev.sigrun.maven;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.diagnostic.SnippetPrinter;
import dev.sigrun.compiler.rule.RuleFiles;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** The rule files of a project, with what their meaning depends on. */
final class ProjectRules {
  private final Configuration configuration;
  private final RuleSources sources;
  private final List<SourceText> schemas;
  private final Log log;

  /**
   * What a build says about its rules.
   *
   * @param root the folder in which the build was started
   * @param project the folder of the project
   * @param rules the folder of the rules, which need not exist
   * @param schemas files that describe fields
   * @param unknownFields what becomes of fields that no schema knows
   * @param strict whether rules that are not supported fail the build
   * @param failOnWarning whether warnings fail the build
   */
  record Configuration(
      Path root,
      Path project,
      Path rules,
      List<Path> schemas,
      UnknownFields unknownFields,
      boolean strict,
      boolean failOnWarning) {
    Configuration {
      schemas = List.copyOf(schemas);
    }
  }

  private ProjectRules(
      Configuration configuration, RuleSources sources, List<SourceText> schemas, Log log) {
    this.configuration = configuration;
    this.sources = sources;
    this.schemas = schemas;
    this.log = log;
  }

  /**
   * Loads the files.
   *
   * @throws MojoExecutionException if a schema cannot be read
   */
  static ProjectRules load(Configuration configuration, Log log) throws MojoExecutionException {
    RuleSources sources = RuleSources.in(configuration.project(), configuration.rules());
    DiagnosticSink sink = new DiagnosticSink();
    List<SourceText> schemas = new ArrayList<>();
    for (Path schema : configuration.schemas()) {
      RuleFiles.load(schema, sink).ifPresent(schemas::add);
    }
    ProjectRules rules = new ProjectRules(configuration, sources, schemas, log);
    if (sink.hasErrors()) {
      rules.report(sink.diagnostics());
      throw new MojoExecutionException("A schema cannot be read, see above.");
    }
    return rules;
  }

  /** The folder of the rules. */
  Path folder() {
    return configuration.rules();
  }

  boolean isEmpty() {
    return sources.files().isEmpty();
  }

  int count() {
    return sources.files().size();
  }

  /** Digests all that the outcome of a compilation depends on, the compiler included. */
  InputDigest digest() {
    InputDigest digest = InputDigest.ofThisBuild();
    digest.add(configuration.unknownFields().name());
    digest.add(configuration.strict() + " " + configuration.failOnWarning());
    schemas.forEach(schema -> digest.add("schema").add(schema.name()).add(schema.content()));
    return digest.add(sources);
  }

  /**
   * What the rules mean depends on this.
   *
   * @throws MojoExecutionException if a schema is malformed
   */
  CompilerOptions options() throws MojoExecutionException {
    DiagnosticSink sink = new DiagnosticSink();
    Schema schema = Schema.bundled();
    for (SourceText text : schemas) {
      Optional<Schema> extension = SchemaReader.read(text, sink);
      schema = extension.map(schema::extendedBy).orElse(schema);
    }
    report(sink.diagnostics());
    if (sink.hasErrors()) {
      throw new MojoExecutionException("A schema cannot be used, see above.");
    }
    return new CompilerOptions(schema, configuration.unknownFields());
  }

  /**
   * Compiles all rules and reports what is wrong with them, each by file, line and column.
   *
   * @throws MojoFailureException if the build must not go on, with the count of what is wrong
   */
  CheckedRules compile() throws MojoExecutionException, MojoFailureException {
    CheckedRules checked = CheckedRules.compile(sources, options(), CompileProgress.NONE);
    List<Diagnostic> all = new ArrayList<>(sources.wrongPaths());
    all.addAll(checked.diagnostics());
    report(all);
    failOn(Severity.ERROR, "error", all, checked);
    if (configuration.failOnWarning()) {
      failOn(Severity.WARNING, "warning", all, checked);
    }
    if (configuration.strict()) {
      failOn(Severity.UNSUPPORTED, "unsupported rule", all, checked);
    }
    return checked;
  }

  private static void failOn(
      Severity severity, String noun, List<Diagnostic> all, CheckedRules checked)
      throws MojoFailureException {
    List<Diagnostic> found = all.stream().filter(d -> d.severity() == severity).toList();
    if (!found.isEmpty()) {
      long files = found.stream().map(d -> d.source().name()).distinct().count();
      throw new MojoFailureException(
          Counts.of(found.size(), noun)
              + " in "
              + files
              + " of "
              + Counts.of(checked.rules().size(), "rule")
              + ", see above.");
    }
  }

  private void report(List<Diagnostic> diagnostics) {
    SnippetPrinter printer = SnippetPrinter.plain();
    for (Diagnostic found : diagnostics) {
      Diagnostic diagnostic = calledFromRoot(found);
      switch (diagnostic.severity()) {
        case ERROR -> log.error(printer.print(diagnostic).stripTrailing());
        case WARNING -> log.warn(printer.print(diagnostic).stripTrailing());
        case UNSUPPORTED -> log.info(printer.headline(diagnostic).stripTrailing());
      }
    }
  }

  /** Calls the file as somebody sees it who started the build, maybe of many projects. */
  private Diagnostic calledFromRoot(Diagnostic diagnostic) {
    SourceText source = diagnostic.source();
    Path file = configuration.project().resolve(source.name());
    Path root = configuration.root();
    String name = (file.startsWith(root) ? root.relativize(file) : file).toString();
    return new Diagnostic(
        diagnostic.kind(),
        SourceText.of(name, source.content()),
        diagnostic.span(),
        diagnostic.message());
  }
}
