package dev.sigrun.lsp;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.lsp.events.EventCounts;
import dev.sigrun.lsp.text.FileUris;
import dev.sigrun.lsp.workspace.OpenDocument;
import dev.sigrun.lsp.workspace.OpenDocuments;
import dev.sigrun.lsp.workspace.ProjectChoice;
import dev.sigrun.lsp.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** A session with one editor. */
final class SigrunLanguageServer implements LanguageServer {
  /** Rules of other files are looked at again after this pause in typing. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** How much is shown of where a bug of ours happened. */
  private static final int MOST_FRAMES = 20;

  private final String version;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final OpenDocuments open = new OpenDocuments();
  private final Worker worker = new Worker(this::reportBug);
  private final EventCounts counts = new EventCounts(this::refreshLenses);
  private final Workspace workspace;
  private final TextDocumentService documents;
  private final WorkspaceService files;
  private final List<Path> folders = new ArrayList<>();
  private @Nullable LanguageClient client;
  private boolean watchesFiles;
  private volatile boolean refreshesLenses;
  private boolean wasShutDown;

  SigrunLanguageServer(String version, ProjectChoice project) {
    this.version = version;
    this.workspace = new Workspace(open, this::publish, project);
    this.documents = new DocumentService(open, workspace, this);
    this.files = new FileService(workspace, this);
  }

  /** Takes the editor to speak to. */
  void connect(LanguageClient editor) {
    client = editor;
  }

  private LanguageClient client() {
    return Objects.requireNonNull(client, "Connected before it is used.");
  }

  /** The exit code, once the session is over. */
  CompletableFuture<Integer> exitCode() {
    return exit;
  }

  /** The counts of events that rules match. */
  EventCounts counts() {
    return counts;
  }

  private void refreshLenses() {
    if (refreshesLenses) {
      CompletableFuture<Void> unused = client().refreshCodeLenses();
    }
  }

  /** The thread for everything that takes time. */
  Worker worker() {
    return worker;
  }

  @Override
  @SuppressWarnings("deprecation") // Older editors send one folder only.
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    if (params.getWorkspaceFolders() != null) {
      params.getWorkspaceFolders().stream()
          .map(WorkspaceFolder::getUri)
          .flatMap(uri -> FileUris.path(uri).stream())
          .forEach(folders::add);
    } else if (params.getRootUri() != null) {
      FileUris.path(params.getRootUri()).ifPresent(folders::add);
    }
    watchesFiles = Capabilities.canWatchFiles(params.getCapabilities());
    refreshesLenses = Capabilities.canRefreshLenses(params.getCapabilities());
    return CompletableFuture.completedFuture(
        new InitializeResult(Capabilities.ofServer(), new ServerInfo("sigrun", version)));
  }

  @Override
  public void initialized(InitializedParams params) {
    if (watchesFiles) {
      List<FileSystemWatcher> watchers =
          List.of(new FileSystemWatcher(Either.forLeft("**/*.{toml,yml,yaml,json}")));
      Registration files =
          new Registration(
              "files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(watchers));
      CompletableFuture<Void> unused =
          client().registerCapability(new RegistrationParams(List.of(files)));
    }
    folders.forEach(folder -> worker.run(() -> workspace.addFolder(folder)));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    wasShutDown = true;
    counts.close();
    worker.close();
    return CompletableFuture.completedFuture(new Object());
  }

  @Override
  public void exit() {
    exit.complete(wasShutDown ? 0 : 1);
  }

  /** The editor is gone without a word. */
  void end() {
    counts.close();
    worker.close();
    exit.complete(wasShutDown ? 0 : 1);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return files;
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    // No progress is reported.
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // Nothing is traced.
  }

  /** Does something that may change reports, and looks at other files a little later. */
  void change(Runnable work) {
    worker.run(
        () -> {
          work.run();
          if (workspace.isBehind()) {
            worker.runWhenQuiet(PAUSE, workspace::catchUp);
          }
        });
  }

  private void publish(Path path, List<Diagnostic> diagnostics) {
    String uri = open.find(path).map(OpenDocument::uri).orElseGet(() -> FileUris.of(path));
    client().publishDiagnostics(new PublishDiagnosticsParams(uri, Reports.of(diagnostics)));
  }

  /** Shows a message to the user. */
  void show(boolean isGood, String message) {
    client().showMessage(new MessageParams(isGood ? MessageType.Info : MessageType.Error, message));
  }

  /** Adds to the log that an editor keeps of this server. */
  void log(String message) {
    client().logMessage(new MessageParams(MessageType.Info, message));
  }

  private void reportBug(Throwable bug) {
    StringBuilder message = new StringBuilder("Bug in Sigrun: " + bug);
    Arrays.stream(bug.getStackTrace())
        .limit(MOST_FRAMES)
        .forEach(frame -> message.append("\n  at ").append(frame));
    client().logMessage(new MessageParams(MessageType.Error, message.toString()));
  }
}
