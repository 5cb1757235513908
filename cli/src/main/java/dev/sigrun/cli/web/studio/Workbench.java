package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.lsp.text.FileUris;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.OpenDocument;
import dev.sigrun.lsp.workspace.OpenDocuments;
import dev.sigrun.lsp.workspace.ProjectChoice;
import dev.sigrun.lsp.workspace.RuleProject;
import dev.sigrun.lsp.workspace.Workspace;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The rules that the command was given and the texts on the page, with the services of the language
 * server. One thread does all work on them, as there.
 */
final class Workbench implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long STACK = 8L << 20;

  /** Texts of pages that are still open as far as anybody knows. */
  private static final int MOST_OPEN = 12;

  private static final String UNTITLED = "untitled";

  private final Path folder;
  private final List<String> arguments;
  private final OpenDocuments open = new OpenDocuments();
  private final Workspace workspace;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(null, task, "sigrun-rules", STACK);
            made.setDaemon(true);
            return made;
          });

  /** In the order in which they were last asked about. */
  private final Map<Path, String> texts = new LinkedHashMap<>(16, 0.75f, true);

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
    this.arguments = List.copyOf(arguments);
    this.workspace = new Workspace(open, (path, diagnostics) -> {}, choice);
    this.rules = thread.submit(() -> workspace.addRules(folder, this.arguments));
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
    return wait(thread.submit(() -> question.apply(get(rules))));
  }

  /** Looks for rules that have changed on the disk. */
  void refresh(List<Path> changed) {
    ask(
        project -> {
          workspace.changeFiles(changed);
          changed.forEach(workspace::change);
          workspace.catchUp();
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
    return wait(
        thread.submit(
            () -> {
              RuleProject project = get(rules);
              Path path = find(project, name).orElseGet(() -> unsaved(name));
              take(path, text);
              OpenDocument document = open.find(path).orElseThrow();
              return question.apply(workspace.document(document, path));
            }));
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

  private void take(Path path, String text) {
    String before = texts.put(path, text);
    if (!text.equals(before)) {
      open.put(FileUris.of(path), text);
      if (before == null) {
        workspace.open(path);
      } else {
        workspace.change(path);
      }
    }
    if (texts.size() > MOST_OPEN) {
      Path eldest = texts.keySet().iterator().next();
      texts.remove(eldest);
      open.remove(FileUris.of(eldest));
      workspace.change(eldest);
    }
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

  private static <T> T wait(Future<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw RefusedException.tooSlow(
          "There is no answer within " + PATIENCE_SECONDS + " seconds. Try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.tooSlow("The server ends.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
