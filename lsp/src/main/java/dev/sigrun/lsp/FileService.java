package dev.sigrun.lsp;

import com.google.gson.JsonPrimitive;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.lsp.feature.TestLens;
import dev.sigrun.lsp.feature.TestRun;
import dev.sigrun.lsp.text.FileUris;
import dev.sigrun.lsp.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The reports of an editor about files and folders. */
final class FileService implements WorkspaceService {
  private final Workspace workspace;
  private final SigrunLanguageServer server;

  FileService(Workspace workspace, SigrunLanguageServer server) {
    this.workspace = workspace;
    this.server = server;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    // Settings are in the project file, which commands read, too.
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    List<Path> changed = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (FileEvent event : params.getChanges()) {
      FileUris.path(event.getUri())
          .ifPresent(
              path -> (event.getType() == FileChangeType.Changed ? changed : others).add(path));
    }
    server.change(
        () -> {
          if (!others.isEmpty()) {
            workspace.changeFiles(others);
          }
          changed.forEach(workspace::change);
        });
  }

  @Override
  public CompletableFuture<Object> executeCommand(ExecuteCommandParams params) {
    Optional<Path> file =
        Stream.ofNullable(params.getArguments())
            .flatMap(List::stream)
            .findFirst()
            .map(argument -> argument instanceof JsonPrimitive json ? json.getAsString() : "")
            .flatMap(FileUris::path);
    if (!params.getCommand().equals(TestLens.RUN_TESTS) || file.isEmpty()) {
      return CompletableFuture.completedFuture("");
    }
    // Elsewhere than on the thread for answers: javac takes seconds.
    return server
        .worker()
        .answer(() -> workspace.project(file.get()).testOptions(), CompilerOptions.defaults())
        .thenApplyAsync(
            options -> {
              TestRun run = TestRun.of(file.get(), options);
              server.show(run.passed(), file.get().getFileName() + ": " + run.summary());
              server.log(run.report());
              return run.report();
            });
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    params.getEvent().getAdded().stream()
        .flatMap(folder -> FileUris.path(folder.getUri()).stream())
        .forEach(folder -> server.change(() -> workspace.addFolder(folder)));
    params.getEvent().getRemoved().stream()
        .flatMap(folder -> FileUris.path(folder.getUri()).stream())
        .forEach(folder -> server.change(() -> workspace.removeFolder(folder)));
  }
}
