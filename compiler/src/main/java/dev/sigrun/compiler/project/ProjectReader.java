package dev.sigrun.compiler.project;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a project file; its keys are described in {@code docs/project.md}. */
public final class ProjectReader {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("PRJ021", "Unknown key '%s' in a project file.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("PRJ022", "'%s' must be %s, found %s.");
  private static final DiagnosticKind WRONG_CHOICE =
      DiagnosticKind.error("PRJ023", "'%s' must be one of %s, found '%s'.%s");
  private static final DiagnosticKind WRONG_SEVERITY =
      DiagnosticKind.error("PRJ024", "The severity of '%s' cannot be set. %s");

  private final DiagnosticSink sink;
  private final List<ProjectFile.Setting> settings = new ArrayList<>();
  private Severities severities = Severities.DEFAULTS;

  private ProjectReader(DiagnosticSink sink) {
    this.sink = sink;
  }

  /**
   * Reads the project file that {@code source} holds.
   *
   * @param sink receives diagnostics about it
   * @return the settings, or empty if an error was reported
   */
  public static Optional<ProjectFile> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<DataValue.Table> file = TomlReader.read(source, sink);
    ProjectReader reader = new ProjectReader(sink);
    file.ifPresent(table -> table.entries().forEach(reader::read));
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(new ProjectFile(reader.settings, reader.severities));
  }

  private void read(String name, DataValue.Entry entry) {
    List<String> known = Arrays.stream(ProjectKey.values()).map(ProjectKey::spelling).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      report(UNKNOWN_KEY, entry.key(), name, Suggestions.didYouMean(name, known));
      return;
    }
    ProjectKey key = ProjectKey.values()[index];
    DataValue value = entry.value();
    switch (key.shape()) {
      case TEXT ->
          value
              .asText()
              .ifPresentOrElse(
                  t -> add(key, name, List.of(t), entry), () -> refuse(key, name, value));
      case CHOICE ->
          value
              .asText()
              .ifPresentOrElse(t -> choose(key, t, entry), () -> refuse(key, name, value));
      case PATHS ->
          texts(value)
              .ifPresentOrElse(all -> add(key, name, all, entry), () -> refuse(key, name, value));
      case TRUTH -> {
        if (value instanceof DataValue.Truth truth) {
          add(key, name, List.of(String.valueOf(truth.value())), entry);
        } else {
          refuse(key, name, value);
        }
      }
      case TABLE ->
          value
              .asTable()
              .ifPresentOrElse(
                  table -> table.entries().forEach(this::severity), () -> refuse(key, name, value));
    }
  }

  private void severity(String code, DataValue.Entry entry) {
    String name = ProjectKey.SEVERITY.spelling() + "." + code;
    Optional<String> label = entry.value().asText();
    if (label.isEmpty()) {
      report(WRONG_SHAPE, entry.value().origin(), name, "a string", entry.value().shape());
      return;
    }
    try {
      severities = severities.with(code + "=" + label.get());
      add(ProjectKey.SEVERITY, name, List.of(label.get()), entry);
    } catch (IllegalArgumentException e) {
      report(WRONG_SEVERITY, entry.key(), code, String.valueOf(e.getMessage()));
    }
  }

  private void choose(ProjectKey key, String text, DataValue.Entry entry) {
    if (key.choices().contains(text)) {
      add(key, key.spelling(), List.of(text), entry);
    } else {
      report(
          WRONG_CHOICE,
          entry.value().origin(),
          key.spelling(),
          String.join(", ", key.choices()),
          text,
          Suggestions.didYouMean(text, key.choices()));
    }
  }

  /** The strings of a list, or one string; empty if it is neither. */
  private static Optional<List<String>> texts(DataValue value) {
    Optional<List<String>> one = value.asText().map(List::of);
    Optional<List<String>> several =
        value
            .asArray()
            .filter(array -> array.values().stream().allMatch(v -> v.asText().isPresent()))
            .map(
                array ->
                    array.values().stream()
                        .map(DataValue::asText)
                        .flatMap(Optional::stream)
                        .toList());
    return one.or(() -> several);
  }

  private void add(ProjectKey key, String name, List<String> values, DataValue.Entry entry) {
    Origin place = entry.key();
    int line = place.source().position(place.span().start()).line();
    settings.add(new ProjectFile.Setting(key, name, values, line));
  }

  private void refuse(ProjectKey key, String name, DataValue value) {
    report(WRONG_SHAPE, value.origin(), name, key.shape().label(), value.shape());
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
