package dev.sigrun.lsp;

import dev.sigrun.lsp.workspace.ProjectChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** An editor with a session over pipes. */
final class Editor implements LanguageClient, AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Map<String, List<Diagnostic>> diagnostics = new ConcurrentHashMap<>();
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<RegistrationParams> registrations = new CopyOnWriteArrayList<>();
  private final Map<Path, String> texts = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final LanguageServer server;
  private final InitializeResult initialized;
  private final OutputStream toServer;
  private final Future<Void> listening;
  private int version;

  private Editor(Path folder, ProjectChoice project) throws IOException {
    this.folder = folder;
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    InputStream serverIn = Channels.newInputStream(there.source());
    OutputStream serverOut = Channels.newOutputStream(back.sink());
    toServer = Channels.newOutputStream(there.sink());
    Thread thread =
        new Thread(
            () ->
                exitCode.complete(
                    LanguageServerSession.serve(serverIn, serverOut, "test", project)));
    thread.setDaemon(true);
    thread.start();
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(this, Channels.newInputStream(back.source()), toServer);
    listening = launcher.startListening();
    server = launcher.getRemoteProxy();
    initialized = get(server.initialize(parameters()));
    server.initialized(new InitializedParams());
  }

  /** An editor that works in a folder. */
  static Editor in(Path folder) {
    return in(folder, ProjectChoice.NEAREST);
  }

  /** An editor that works in a folder, whose project file may be another one. */
  static Editor in(Path folder, ProjectChoice project) {
    try {
      return new Editor(folder.toRealPath(), project);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InitializeParams parameters() {
    InitializeParams parameters = new InitializeParams();
    parameters.setWorkspaceFolders(List.of(new WorkspaceFolder(folder.toUri().toString(), "test")));
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
    ClientCapabilities capabilities = new ClientCapabilities();
    capabilities.setWorkspace(workspace);
    parameters.setCapabilities(capabilities);
    return parameters;
  }

  /** The server's answer about itself. */
  InitializeResult initialized() {
    return initialized;
  }

  /** The server, for questions. */
  LanguageServer server() {
    return server;
  }

  /** Writes a file that the editor does not have open, without telling the server. */
  Path file(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a file. */
  String uri(String name) {
    return folder.resolve(name).toUri().toString();
  }

  TextDocumentIdentifier document(String name) {
    return new TextDocumentIdentifier(uri(name));
  }

  /** Opens a document, whether or not it is on the disk. */
  void open(String name, String text) {
    texts.put(folder.resolve(name), text);
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(new TextDocumentItem(uri(name), "any", version++, text)));
  }

  /** Types until a document has this text. */
  void type(String name, String text) {
    texts.put(folder.resolve(name), text);
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(name), version++),
                List.of(new TextDocumentContentChangeEvent(text))));
  }

  void close(String name) {
    texts.remove(folder.resolve(name));
    server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(document(name)));
  }

  /** Tells the server of a file that changed on the disk. */
  void changed(String name, FileChangeType type) {
    server
        .getWorkspaceService()
        .didChangeWatchedFiles(
            new DidChangeWatchedFilesParams(List.of(new FileEvent(uri(name), type))));
  }

  /** The reports about a file, after everything that was sent so far. */
  List<Diagnostic> diagnostics(String name) {
    settle();
    return diagnostics.getOrDefault(uri(name), List.of());
  }

  /** The files with reports. */
  Map<String, List<Diagnostic>> allDiagnostics() {
    settle();
    return diagnostics;
  }

  /** Waits until the reports about a file are as wanted; the server may take its time. */
  List<Diagnostic> await(String name, Predicate<List<Diagnostic>> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && !wanted.test(diagnostics(name))) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return diagnostics(name);
  }

  /** Waits for the answer to a question, which comes after everything before. */
  private void settle() {
    actions("none", new Range(new Position(0, 0), new Position(0, 0)));
  }

  /** The fixes that are offered for a range; of all kinds if none is given. */
  List<CodeAction> actions(String name, Range range, String... kinds) {
    CodeActionContext context =
        new CodeActionContext(diagnostics.getOrDefault(uri(name), List.of()), List.of(kinds));
    return get(
            server
                .getTextDocumentService()
                .codeAction(new CodeActionParams(document(name), range, context)))
        .stream()
        .map(either -> either.getRight())
        .toList();
  }

  /** The text of a document after an edit. */
  String edited(String name, WorkspaceEdit edit) {
    return edited(texts.get(folder.resolve(name)), edit.getChanges().get(uri(name)));
  }

  /** A text after edits, none of which touch each other. */
  static String edited(String text, List<? extends TextEdit> edits) {
    StringBuilder edited = new StringBuilder(text);
    edits.stream()
        .sorted(
            (a, b) -> offset(text, b.getRange().getStart()) - offset(text, a.getRange().getStart()))
        .forEach(
            edit ->
                edited.replace(
                    offset(text, edit.getRange().getStart()),
                    offset(text, edit.getRange().getEnd()),
                    edit.getNewText()));
    return edited.toString();
  }

  /** The offset of a position, by the words of the protocol. */
  static int offset(String text, Position position) {
    int at = 0;
    for (int line = 0; line < position.getLine(); at++) {
      char c = text.charAt(at);
      boolean crlf = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crlf)) {
        line++;
      }
    }
    return at + position.getCharacter();
  }

  /** The position of an offset. */
  static Position position(String text, int offset) {
    int line = 0;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crlf)) {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, offset - start);
  }

  /** The part of a text that a range covers. */
  static String covered(String text, Range range) {
    return text.substring(offset(text, range.getStart()), offset(text, range.getEnd()));
  }

  /** The addresses of the files that there were reports about, in their order. */
  List<String> published() {
    return published;
  }

  /** The bugs that the server wrote to its log. */
  List<String> log() {
    return log;
  }

  List<RegistrationParams> registrations() {
    return registrations;
  }

  /** Ends the session in order. */
  int end() {
    get(server.shutdown());
    server.exit();
    return get(exitCode);
  }

  /** Goes away without a word. */
  int vanish() {
    try {
      toServer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return get(exitCode);
  }

  @Override
  public void close() {
    vanish();
    listening.cancel(true);
  }

  static <T> T get(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams params) {
    published.add(params.getUri());
    if (params.getDiagnostics().isEmpty()) {
      diagnostics.remove(params.getUri());
    } else {
      diagnostics.put(params.getUri(), params.getDiagnostics());
    }
  }

  @Override
  public CompletableFuture<Void> registerCapability(RegistrationParams params) {
    registrations.add(params);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void showMessage(MessageParams params) {
    log.add(params.getMessage());
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void logMessage(MessageParams params) {
    log.add(params.getMessage());
  }
}
