package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.coverage.Coverage;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.workspace.RuleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that the command was given: a list, their texts, and what they cover. */
final class LibraryAnswers {
  private final Workbench workbench;
  private final List<String> arguments;

  /** When the rules began to be read, as coarse as some file systems keep times. */
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** The state of files when they were last looked at. */
  private Map<Path, State> seen = Map.of();

  private boolean looked;

  /** When a file was last written, and its length. */
  private record State(FileTime written, long size) {}

  LibraryAnswers(Workbench workbench, List<String> arguments) {
    this.workbench = workbench;
    this.arguments = List.copyOf(arguments);
  }

  /** A row for each rule; while they are still being compiled, only that. */
  Map<String, @Nullable Object> rules() {
    Map<String, @Nullable Object> answer = Answer.object();
    boolean ready = workbench.isReady();
    answer.put("ready", ready);
    answer.put("arguments", arguments);
    if (ready) {
      refresh();
      answer.put("rules", workbench.ask(LibraryAnswers::rows));
    }
    return answer;
  }

  private static List<Map<String, @Nullable Object>> rows(RuleProject project) {
    return project.checked().rules().stream()
        .filter(rule -> !rule.beside())
        .map(LibraryAnswers::row)
        .toList();
  }

  private static Map<String, @Nullable Object> row(CheckedRule checked) {
    Map<String, @Nullable Object> row = Answer.object();
    row.put("file", checked.path());
    row.put("name", checked.rule().map(Rule::name).or(checked::identity).orElse(checked.path()));
    row.put("type", checked.type());
    row.put("outcome", checked.outcome().name().toLowerCase(Locale.ROOT));
    row.put("severity", Answer.orNull(checked.rule().map(rule -> rule.severity().spelling())));
    row.put("errors", count(checked, Severity.ERROR));
    row.put("warnings", count(checked, Severity.WARNING));
    row.put("attack", checked.rule().stream().flatMap(LibraryAnswers::attack).distinct().toList());
    row.put("tags", checked.rule().map(rule -> rule.head().tags()).orElse(List.of()));
    return row;
  }

  private static long count(CheckedRule rule, Severity severity) {
    return rule.diagnostics().stream().filter(d -> d.severity() == severity).count();
  }

  /** The names of tactics and the identities of techniques, for searching. */
  private static Stream<String> attack(Rule rule) {
    return rule.head().threats().stream()
        .flatMap(
            threat ->
                Stream.concat(
                    Stream.of(threat.tactic().name()),
                    threat.techniques().stream()
                        .flatMap(
                            technique ->
                                Stream.concat(
                                    Stream.of(technique.item()),
                                    technique.subtechniques().stream()))
                        .map(ThreatMapping.Item::id)));
  }

  /** The text of a rule and of its test. */
  Map<String, @Nullable Object> open(Question question) {
    String name = question.text("name");
    return workbench.ask(project -> open(project, name));
  }

  private Map<String, @Nullable Object> open(RuleProject project, String name) {
    Path path =
        workbench
            .find(project, name)
            .orElseThrow(() -> RefusedException.missing("There is no rule '" + name + "' here."));
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("name", name);
    answer.put(
        "text",
        read(path).orElseThrow(() -> RefusedException.wrong("'" + name + "' cannot be read.")));
    Optional<Path> test = project.testOf(path);
    answer.put("test", Answer.orNull(test.flatMap(LibraryAnswers::read)));
    answer.put("testName", Answer.orNull(test.map(project::name)));
    return answer;
  }

  /** From the disk: the page has its own copies of what was changed there. */
  private static Optional<String> read(Path path) {
    return RuleFiles.load(path, new DiagnosticSink()).map(SourceText::content);
  }

  /** Tactics and techniques with their rules. */
  Map<String, @Nullable Object> coverage() {
    refresh();
    List<Rule> rules =
        workbench.ask(
            project ->
                project.checked().rules().stream()
                    .filter(rule -> !rule.beside())
                    .map(CheckedRule::rule)
                    .flatMap(Optional::stream)
                    .toList());
    Map<String, @Nullable Object> answer = Answer.object();
    answer.putAll(new Coverage(rules).matrix());
    answer.put("order", Stream.of(Tactic.values()).map(Tactic::id).toList());
    return answer;
  }

  /**
   * Finds rules that have changed on the disk since the last time. They are then as they are there,
   * also if the page has had other texts of them.
   */
  synchronized void refresh() {
    Map<Path, State> now = new TreeMap<>();
    List<Path> changed = new ArrayList<>();
    for (Path found : RuleFiles.find(arguments, formats(), new DiagnosticSink())) {
      Path path = found.toAbsolutePath().normalize();
      State state = state(path);
      now.put(path, state);
      boolean isNew =
          looked ? !state.equals(seen.get(path)) : !state.written().toInstant().isBefore(begun);
      if (isNew) {
        changed.add(path);
      }
    }
    seen.keySet().stream().filter(path -> !now.containsKey(path)).forEach(changed::add);
    seen = now;
    looked = true;
    if (!changed.isEmpty()) {
      workbench.refresh(changed);
    }
  }

  private RuleFormats formats() {
    return workbench.ask(project -> project.options().formats());
  }

  private static State state(Path path) {
    try {
      return new State(Files.getLastModifiedTime(path), Files.size(path));
    } catch (IOException e) {
      return new State(FileTime.fromMillis(0), -1);
    }
  }
}
