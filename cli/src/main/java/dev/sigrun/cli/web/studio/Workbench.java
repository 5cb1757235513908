package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.ProjectChoice;
import dev.sigrun.lsp.workspace.RuleProject;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The rules that the command was given and the texts on the page. A text that is not one of the
 * rules does not wait for them.
 */
final class Workbench implements AutoCloseable {
  private static final String UNTITLED = "untitled";

  private final Path folder;
  private final Bench ofRules;
  private final Bench ofOthers;
  private final Future<RuleProject> rules;

  /**
   * Begins to read and compile the rules.
   *
   * @param folder from where files are named; absolute
   * @param arguments files, folders and patterns of rules
   * @param choice which project file is that of a folder
   */
  Workbench(Path folder, List<String> arguments, ProjectChoice choice) {
    this.folder = folder;
    this.ofRules = new Bench(choice);
    this.ofOthers = new Bench(choice);
    ofOthers.workspace().leaveOutRules();
    this.rules = ofRules.submit(() -> ofRules.workspace().addRules(folder, arguments));
  }

  /** Whether the rules have been read and compiled for the first time. */
  boolean isReady() {
    return rules.isDone();
  }

  /**
   * Does something with the rules, after everything before.
   *
   * @throws RefusedException if there is no answer in time
   */
  <T> T ask(Function<RuleProject, T> question) {
    return ofRules.ask(() -> question.apply(get(rules)));
  }

  /** Takes note of rules that have changed on the disk. */
  void refresh(List<Path> changed) {
    ask(
        project -> {
          changed.forEach(ofRules::forget);
          ofRules.workspace().changeFiles(changed);
          changed.forEach(ofRules.workspace()::change);
          ofRules.workspace().catchUp();
          return project;
        });
  }

  /**
   * Answers a question about a text on the page.
   *
   * @param name of its file: one of the rules or their tests, or any for a text that is not saved
   * @param text as it is on the page
   */
  <T> T about(String name, String text, Function<Document, T> question) {
    Optional<Path> path =
        name.startsWith(UNTITLED) ? Optional.empty() : ask(project -> find(project, name));
    return path.isPresent()
        ? ofRules.ask(() -> question.apply(ofRules.document(path.get(), text)))
        : ofOthers.ask(() -> question.apply(ofOthers.document(unsaved(name), text)));
  }

  /**
   * The file of a rule or test; empty if it is not one of those that the command was given, or a
   * test of one: what a page sends leads nowhere else.
   */
  Optional<Path> find(RuleProject project, String name) {
    try {
      Path path = folder.resolve(name).normalize();
      boolean isKnown =
          project.ruleFiles().contains(path)
              || TestFile.isTestFile(path) && project.ruleFiles().contains(project.ruleOf(path));
      return isKnown ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A place for a text that is not saved: only its ending is taken from the page. */
  private Path unsaved(String name) {
    String ending =
        name.endsWith(TestFile.SUFFIX)
            ? TestFile.SUFFIX
            : name.endsWith(".yml") || name.endsWith(".yaml") ? ".yml" : ".toml";
    return folder.resolve(UNTITLED + ending);
  }

  private static <T> T get(Future<T> done) {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    ofRules.close();
    ofOthers.close();
  }
}
