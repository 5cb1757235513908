package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.lsp.text.FileUris;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.OpenDocuments;
import dev.sigrun.lsp.workspace.ProjectChoice;
import dev.sigrun.lsp.workspace.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Texts that are being written, with the services of the language server. One thread does all work
 * on them, as there.
 */
final class Bench implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long STACK = 8L << 20;

  /** Texts of pages that are still open as far as anybody knows. */
  private static final int MOST_OPEN = 12;

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

  Bench(ProjectChoice choice) {
    this.workspace = new Workspace(open, (path, diagnostics) -> {}, choice);
  }

  /** The workspace, for the one thread. */
  Workspace workspace() {
    return workspace;
  }

  /** Does something after everything before. */
  <T> Future<T> submit(Callable<T> work) {
    return thread.submit(work);
  }

  /**
   * Does something after everything before, and waits for it.
   *
   * @throws RefusedException if there is no answer in time
   */
  <T> T ask(Callable<T> question) {
    Future<T> answer = thread.submit(question);
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

  /** The document of a file with the text that is on the page. For the one thread. */
  Document document(Path path, String text) {
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
    return workspace.document(open.find(path).orElseThrow(), path);
  }

  /** Takes a file as it is on the disk again. For the one thread. */
  void forget(Path path) {
    if (texts.remove(path) != null) {
      open.remove(FileUris.of(path));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
