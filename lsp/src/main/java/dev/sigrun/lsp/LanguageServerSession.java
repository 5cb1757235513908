package dev.sigrun.lsp;

import dev.sigrun.lsp.workspace.ProjectChoice;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageClient;

/** Serves one editor: the entry point of this module. */
public final class LanguageServerSession {
  /** The library logs what it makes of broken messages; they are answered all the same. */
  private static final Logger LOGGER = Logger.getLogger("org.eclipse.lsp4j");

  private LanguageServerSession() {}

  /**
   * Speaks the Language Server Protocol until the editor ends the session or is gone.
   *
   * @param in what the editor sends
   * @param out what is sent to it; nothing else may write there
   * @param version of Sigrun
   * @param project which project file is that of a folder
   * @return the exit code that the protocol demands: 0 after an orderly end, otherwise 1
   */
  public static int serve(InputStream in, OutputStream out, String version, ProjectChoice project) {
    LOGGER.setLevel(Level.OFF);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sigrun-editor");
              thread.setDaemon(true);
              return thread;
            });
    SigrunLanguageServer server = new SigrunLanguageServer(version, project);
    Launcher<LanguageClient> launcher =
        new WholeMessages.Builder()
            .setLocalService(server)
            .setRemoteInterface(LanguageClient.class)
            .setInput(new BufferedInputStream(in))
            .setOutput(out)
            .setExecutorService(threads)
            .create();
    server.connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    threads.execute(
        () -> {
          try {
            listening.get();
          } catch (ExecutionException | InterruptedException e) {
            // Whatever ended it, the editor can no longer be heard.
          }
          server.end();
        });
    try {
      return server.exitCode().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      server.worker().close();
      threads.shutdownNow();
    }
  }
}
