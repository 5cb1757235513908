package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.MappingReader;
import dev.sigrun.compiler.project.ProjectFile;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.project.ProjectReader;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a project file as {@code check} applies them, and what is wrong with it and the
 * files that it names. Settings with mistakes are left out.
 *
 * @param rules the rules that it names: files, folders and patterns; absolute
 * @param options how they are compiled
 * @param timestampField the field with the time of events in tests, if it names one
 * @param mapping the file that maps the names of fields, if one is named; absolute
 * @param events the files in which events are counted; absolute
 * @param basis everything that the options are made of: equal bases make equal options
 * @param files the project file and the files that it names, apart from rules and events
 * @param diagnostics about these files
 */
record ProjectSettings(
    List<String> rules,
    CompilerOptions options,
    Optional<String> timestampField,
    Optional<Path> mapping,
    List<Path> events,
    List<String> basis,
    Set<Path> files,
    List<Diagnostic> diagnostics) {
  /** Copies the collections. */
  ProjectSettings {
    rules = List.copyOf(rules);
    events = List.copyOf(events);
    basis = List.copyOf(basis);
    files = Set.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Those without a project file. */
  static final ProjectSettings NONE =
      new ProjectSettings(
          List.of(),
          CompilerOptions.defaults(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Set.of(),
          List.of());

  /** The settings that decide how rules are compiled. The severities of warnings are among it. */
  private static final List<ProjectKey> COMPILING =
      List.of(
          ProjectKey.SCHEMA,
          ProjectKey.SCHEMA_COMPLETE,
          ProjectKey.UNKNOWN_FIELDS,
          ProjectKey.PIPELINE,
          ProjectKey.SEVERITY);

  /**
   * Reads the settings of a project file.
   *
   * @param before the settings that stay if the file cannot be read, as while it is edited
   */
  static ProjectSettings read(Path file, SourceFiles texts, ProjectSettings before) {
    return new Reading(file, texts).read(before);
  }

  private static final class Reading {
    private final Path file;
    private final SourceFiles texts;
    private final DiagnosticSink sink = new DiagnosticSink();
    private final Set<Path> files = new LinkedHashSet<>();
    private final List<String> basis = new ArrayList<>();

    Reading(Path file, SourceFiles texts) {
      this.file = file;
      this.texts = texts;
    }

    ProjectSettings read(ProjectSettings before) {
      Optional<ProjectFile> read = load(file).flatMap(text -> ProjectReader.read(text, sink));
      if (read.isEmpty()) {
        files.addAll(before.files());
        return new ProjectSettings(
            before.rules(),
            before.options(),
            before.timestampField(),
            before.mapping(),
            before.events(),
            before.basis(),
            files,
            sink.diagnostics());
      }
      ProjectFile settings = read.get();
      settings.settings().stream()
          .filter(setting -> COMPILING.contains(setting.key()))
          .forEach(setting -> basis.add(setting.name() + " = " + setting.values()));
      List<String> rules = settings.values(ProjectKey.RULES).stream().map(this::resolve).toList();
      CompilerOptions options = options(settings);
      List<String> ofOptions = List.copyOf(basis);
      settings.value(ProjectKey.MAPPING).ifPresent(this::checkMapping);
      return new ProjectSettings(
          rules,
          // The same object again, so that what others know of it stays true.
          ofOptions.equals(before.basis()) ? before.options() : options,
          settings.value(ProjectKey.TIMESTAMP_FIELD),
          settings
              .value(ProjectKey.MAPPING)
              .filter(name -> BundledMappings.named(name).isEmpty())
              .flatMap(this::path),
          settings.values(ProjectKey.EVENTS).stream().flatMap(name -> path(name).stream()).toList(),
          ofOptions,
          files,
          sink.diagnostics());
    }

    private Optional<Path> path(String name) {
      try {
        return Optional.of(Path.of(resolve(name)).normalize());
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    private CompilerOptions options(ProjectFile settings) {
      UnknownFields unknown =
          settings
              .value(ProjectKey.UNKNOWN_FIELDS)
              .map(name -> UnknownFields.valueOf(name.toUpperCase(Locale.ROOT)))
              .orElse(UnknownFields.KEYWORD);
      List<SourceText> schemas = new ArrayList<>();
      settings.values(ProjectKey.SCHEMA).forEach(each -> named(each).ifPresent(schemas::add));
      boolean complete = settings.isTrue(ProjectKey.SCHEMA_COMPLETE) && !schemas.isEmpty();
      CompilerOptions options =
          new CompilerOptions(Schema.bundled(), unknown)
              .withSchemas(schemas, complete, sink)
              .withSeverities(settings.severities());
      return withSigmaData(options, settings.values(ProjectKey.PIPELINE));
    }

    private CompilerOptions withSigmaData(CompilerOptions options, List<String> pipelines) {
      List<String> chosen = pipelines.stream().map(this::fileOrName).toList();
      try {
        EventChoice choice = EventChoice.of(chosen, List.of(), this::named);
        return options.withSigmaData(choice.data(EventForm.AUTO, sink));
      } catch (IllegalArgumentException e) {
        // A pipeline that cannot be read is reported; two forms of events the command line refuses.
        return options;
      }
    }

    /** A plain word is a name that Sigrun knows unless a file is called that. */
    private String fileOrName(String value) {
      String path = resolve(value);
      return value.matches("[A-Za-z0-9_-]+") && !Files.exists(Path.of(path)) ? value : path;
    }

    private void checkMapping(String nameOrFile) {
      if (BundledMappings.named(nameOrFile).isEmpty()) {
        named(nameOrFile).ifPresent(text -> MappingReader.read(text, sink));
      }
    }

    private Optional<SourceText> named(String name) {
      try {
        return load(Path.of(resolve(name)).normalize());
      } catch (InvalidPathException e) {
        return load(file.resolveSibling("invalid"));
      }
    }

    private Optional<SourceText> load(Path path) {
      files.add(path);
      RuleSources.File loaded = texts.load(path);
      loaded.diagnostics().forEach(sink::add);
      if (!path.equals(file)) {
        basis.add(path + "\n" + loaded.text().map(SourceText::content).orElse(""));
      }
      return loaded.text();
    }

    /** Joined as text, because it may be a pattern, which is not a valid path on every system. */
    private String resolve(String path) {
      return path.startsWith("/") ? path : file.getParent() + "/" + path;
    }
  }
}
