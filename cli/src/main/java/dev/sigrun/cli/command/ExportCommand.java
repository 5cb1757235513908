package dev.sigrun.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.cli.migration.MigrationPage;
import dev.sigrun.cli.option.MappingSource;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleInputs;
import dev.sigrun.cli.report.ExportSummary;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportFolders;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportReport;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.backend.elasticsearch.dsl.DslBackend;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes rules in the languages of other systems. */
@Command(
    name = "export",
    description = {
      "Write rules in the languages of other systems, and report how exact each export is.",
      "",
      "Targets: elasticsearch-dsl, elasticsearch-eql, elasticsearch-esql, kibana, splunk,"
          + " splunk-savedsearches, or all of them: all."
    },
    footer = {
      "",
      "With a single target, files go directly to the output folder; with several, each target gets"
          + " a subfolder. The folders of rules are kept below that.",
      "",
      "Examples:",
      "  sigrun export rules --to kibana -o out",
      "  sigrun export rules --to all -o out --report report.json --report report.html",
      "  sigrun export rules --to elasticsearch-dsl --as-request -o out",
      "  sigrun export rules --to elasticsearch-dsl -o out --strict",
      "",
      "Exit codes:",
      "  0  the files were written; refused rules were reported and have no files",
      "  1  with --strict: an export is not exact",
      "  2  a rule has errors; the others were written",
      "  3  wrong usage, a path that contains no rules, an invalid mapping, or files that",
      "     could not be written"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @Option(
      names = "--to",
      required = true,
      split = ",",
      paramLabel = "TARGET",
      description = "The targets: a comma-separated list. May be repeated.")
  private List<String> to = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The output folder. It is created if it does not exist.")
  private Path folder = Path.of("out");

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "A file for the report: as a page to read if its name ends in .html or .md, otherwise as"
              + " JSON. May be repeated. Default: report.json in the output folder.")
  private List<Path> reportFiles = new ArrayList<>();

  @Option(names = "--strict", description = "Exit with 1 unless every export is exact.")
  private boolean strict;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "The names of fields and indices in the target system: a TOML file or a built-in"
              + " mapping: ecs (the names in the rules; the default), ecs-json (the same for"
              + " JSON in Splunk, where array names end in {}) or cim (Splunk's data models).")
  private @Nullable String mapping;

  @Option(
      names = "--as-kibana",
      description = "Write Query DSL as Kibana sends it for a KQL query, not in the compact form.")
  private boolean asKibana;

  @Option(
      names = "--as-request",
      description =
          "Write Query DSL as a request to _msearch, with the index patterns and the time range of"
              + " each rule.")
  private boolean asRequest;

  @Mixin private RuleInputs inputs;
  @Mixin private ReportOptions options = new ReportOptions();

  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.inputs = new RuleInputs(project);
  }

  @Override
  public Integer call() {
    if (asKibana && !mapping().equals(MappingSource.DEFAULT)) {
      throw CommandFailure.usage(
          "--as-kibana cannot be combined with --mapping: Kibana has no" + " other names.");
    }
    Reports reports = options.reports(terminal);
    CompilerOptions compilerOptions = inputs.settings().compilerOptions(EventForm.ECS, reports);
    ExportOptions exportOptions =
        new ExportOptions(
                MappingSource.load(mapping(), reports), asKibana, compilerOptions.schema())
            .withFolders(ExportFolders.below(inputs.searchedFolders()));
    List<ExportBackend> backends =
        backends(asRequest ? exportOptions.withRequests() : exportOptions);
    if (asRequest && backends.stream().noneMatch(DslBackend.class::isInstance)) {
      throw CommandFailure.usage("'--as-request' has no effect without '--to elasticsearch-dsl'.");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CommandFailure.usage("'" + folder + "' is a file. Specify an output folder.");
    }
    CheckedRules checked = inputs.compile(compilerOptions, "Compiling", terminal, reports);
    reports.printErrors(checked.diagnostics());
    return export(checked.export(backends, exportOptions.mapping()));
  }

  private String mapping() {
    return mapping != null
        ? mapping
        : project
            .settings()
            .value(ProjectKey.MAPPING)
            .map(project::fileOrName)
            .orElse(MappingSource.DEFAULT);
  }

  private List<ExportBackend> backends(ExportOptions exportOptions) {
    try {
      return Backends.builtIn(exportOptions).named(to);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private int export(Exports all) {
    List<TargetExports> exports = all.targets();
    StagedFiles.write(contents(all));
    terminal.out().print(ExportSummary.of(all));
    terminal.say("Wrote " + count(exports) + " to " + folder + ".");
    if (!all.broken().isEmpty()) {
      return ExitCode.NOT_COMPILED;
    }
    long inexact =
        exports.stream()
            .flatMap(e -> e.artifacts().stream())
            .filter(e -> e.fidelity() != Fidelity.EXACT)
            .count();
    if (!strict || inexact == 0) {
      return ExitCode.OK;
    }
    terminal.say("With --strict: " + Counts.of(inexact, "export") + " not exact.");
    return ExitCode.FINDINGS;
  }

  private static String count(List<TargetExports> exports) {
    return Counts.of(exports.stream().mapToLong(e -> e.files().size()).sum(), "file");
  }

  /** The files to write, the report last. */
  private Map<Path, byte[]> contents(Exports exports) {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (TargetExports target : exports.targets()) {
      Path place = exports.targets().size() == 1 ? folder : folder.resolve(target.target());
      for (ExportFile file : target.files()) {
        contents.put(whole(place.resolve(file.name())), file.content().getBytes(UTF_8));
      }
    }
    List<Path> reports =
        reportFiles.isEmpty() ? List.of(folder.resolve("report.json")) : reportFiles;
    for (Path place : reports) {
      if (contents.put(whole(place), report(place, exports).getBytes(UTF_8)) != null) {
        throw CommandFailure.usage(
            "'" + place + "' is an exported file. Choose another file for" + " the report.");
      }
    }
    return contents;
  }

  private static String report(Path file, Exports exports) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".html") || name.endsWith(".htm")) {
      return MigrationPage.html(exports);
    }
    return name.endsWith(".md") ? MigrationPage.markdown(exports) : ExportReport.json(exports);
  }

  /** One path for one place, however it is written. */
  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
