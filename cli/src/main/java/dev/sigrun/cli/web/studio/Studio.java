package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Answers;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.lsp.workspace.ProjectChoice;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers all questions of the page. */
public final class Studio implements Answers, AutoCloseable {
  private final Workbench workbench;
  private final EventAnswers events;
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  /**
   * Prepares the work of a page.
   *
   * @param folder from where files are named; absolute
   * @param rules files, folders and patterns
   * @param events files that are offered to run the rules over
   * @param choice which project file is that of a folder
   * @param exported how rules are compiled to be exported
   * @param clock the time of events that have none
   */
  public record Subject(
      Path folder,
      List<String> rules,
      List<Path> events,
      ProjectChoice choice,
      CompilerOptions exported,
      Clock clock) {
    /** Copies the lists. */
    public Subject {
      rules = List.copyOf(rules);
      events = List.copyOf(events);
    }
  }

  /** Begins to read and compile the rules. */
  public Studio(Subject subject) {
    workbench = new Workbench(subject.folder(), subject.rules(), subject.choice());
    EventSets sets = new EventSets(subject.events());
    Compiled compiled = new Compiled();
    events = new EventAnswers(sets);
    EditorAnswers editor = new EditorAnswers(workbench);
    answers.put("check", editor::check);
    answers.put("complete", editor::complete);
    answers.put("hover", editor::hover);
    answers.put("format", editor::format);
    answers.put("event-files", question -> events.files());
    answers.put("event-file", events::load);
    answers.put("event-set", events::set);
    answers.put("event-rows", events::rows);
    answers.put("event", events::event);
    answers.put("event-find", events::find);
    RunAnswers run = new RunAnswers(workbench, sets, compiled);
    answers.put("run", run::run);
    ExplainAnswers explain = new ExplainAnswers(workbench, sets, compiled, subject.clock());
    answers.put("explain", explain::explain);
    answers.put("survey", explain::survey);
    ExportAnswers exports = new ExportAnswers(workbench, subject.exported());
    answers.put("java", exports::java);
    answers.put("exports", exports::exports);
    answers.put("tests", new TestAnswers(workbench)::run);
    LibraryAnswers library = new LibraryAnswers(workbench, subject.rules());
    answers.put("rules", question -> library.rules());
    answers.put("open", library::open);
    answers.put("coverage", question -> library.coverage());
    ResultAnswers results = new ResultAnswers(workbench, sets);
    answers.put("results-prepare", question -> results.prepare());
    answers.put("results-progress", question -> results.progress());
    answers.put(
        "results",
        question -> {
          library.refresh();
          return results.run(question);
        });
  }

  /** Makes first answers faster: does in the background what is slow only once. */
  public void warmUp() {
    WarmUp.of(this);
  }

  @Override
  public Map<String, ? extends @Nullable Object> answer(String name, Question question) {
    Answer answer = answers.get(name);
    if (answer == null) {
      throw RefusedException.missing("There is no such question.");
    }
    return answer.to(question);
  }

  @Override
  public Set<String> replacedBy(String name) {
    return switch (name) {
      // What is shown of a run is of no use once the rule, or what it runs over, is another.
      case "run" -> Set.of("run", "survey");
      case "events", "event-file" -> Set.of("events", "event-file", "run", "survey");
      case "survey", "results", "check", "exports", "java", "tests", "event-find" -> Set.of(name);
      default -> Set.of();
    };
  }

  @Override
  public Map<String, ? extends @Nullable Object> takeEvents(
      byte[] content, BooleanSupplier replaced) {
    return events.take(content, replaced);
  }

  @Override
  public void close() {
    workbench.close();
  }
}
