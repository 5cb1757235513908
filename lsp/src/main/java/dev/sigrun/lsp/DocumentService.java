package dev.sigrun.lsp;

import dev.sigrun.lsp.feature.Colours;
import dev.sigrun.lsp.feature.Completions;
import dev.sigrun.lsp.feature.EventLens;
import dev.sigrun.lsp.feature.Foldings;
import dev.sigrun.lsp.feature.Hovers;
import dev.sigrun.lsp.feature.Links;
import dev.sigrun.lsp.feature.QueryFormatting;
import dev.sigrun.lsp.feature.QuickFixes;
import dev.sigrun.lsp.feature.RuleIdRename;
import dev.sigrun.lsp.feature.TestLens;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.OpenDocument;
import dev.sigrun.lsp.workspace.OpenDocuments;
import dev.sigrun.lsp.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.ImplementationParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.services.TextDocumentService;

/** The reports and questions of an editor about open documents. */
final class DocumentService implements TextDocumentService {
  private final OpenDocuments open;
  private final Workspace workspace;
  private final SigrunLanguageServer server;

  DocumentService(OpenDocuments open, Workspace workspace, SigrunLanguageServer server) {
    this.open = open;
    this.workspace = workspace;
    this.server = server;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    OpenDocument document =
        open.put(params.getTextDocument().getUri(), params.getTextDocument().getText());
    document.path().ifPresent(path -> server.change(() -> workspace.open(path)));
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    List<TextDocumentContentChangeEvent> changes = params.getContentChanges();
    if (changes.isEmpty()) {
      return;
    }
    server.counts().cancel();
    OpenDocument document =
        open.put(params.getTextDocument().getUri(), changes.get(changes.size() - 1).getText());
    document.path().ifPresent(path -> server.change(() -> check(document, path)));
  }

  /** Of several changes that wait only the last one is checked. */
  private void check(OpenDocument document, Path path) {
    boolean isNewest = open.find(document.uri()).filter(document::equals).isPresent();
    if (isNewest) {
      workspace.change(path);
    }
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    Optional<Path> path = open.find(uri).flatMap(OpenDocument::path);
    open.remove(uri);
    path.ifPresent(closed -> server.change(() -> workspace.change(closed)));
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // The text is known.
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return list(params.getTextDocument(), document -> QuickFixes.in(document, params))
        .thenApply(
            fixes -> fixes.stream().map(fix -> Either.<Command, CodeAction>forRight(fix)).toList());
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return optional(
        params.getTextDocument(), document -> Hovers.at(document, params.getPosition()));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return optional(
            params.getTextDocument(),
            document -> Optional.of(Completions.at(document, params.getPosition())))
        .thenApply(list -> Either.forRight(list == null ? new CompletionList(List.of()) : list));
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return list(params.getTextDocument(), Foldings::of);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return list(
            params.getTextDocument(), document -> Links.definition(document, params.getPosition()))
        .thenApply(Either::forLeft);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      implementation(ImplementationParams params) {
    return list(params.getTextDocument(), Links::counterpart).thenApply(Either::forLeft);
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return list(params.getTextDocument(), QueryFormatting::of).thenApply(edits -> edits);
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return optional(params.getTextDocument(), document -> Optional.of(Colours.of(document)));
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams params) {
    return list(
            params.getTextDocument(),
            document ->
                Stream.of(TestLens.of(document), EventLens.of(document, server.counts()))
                    .flatMap(List::stream)
                    .toList())
        .thenApply(lenses -> lenses);
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return optional(
        params.getTextDocument(),
        document -> RuleIdRename.place(document, params.getPosition()).map(Either3::forFirst));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return optional(
        params.getTextDocument(),
        document ->
            Optional.of(RuleIdRename.edit(document, params.getPosition(), params.getNewName())));
  }

  private <T> CompletableFuture<T> optional(
      TextDocumentIdentifier asked, Function<Document, Optional<T>> answer) {
    return server
        .worker()
        .answer(() -> document(asked).flatMap(answer), Optional.<T>empty())
        .thenApply(found -> found.orElse(null));
  }

  private <T> CompletableFuture<List<T>> list(
      TextDocumentIdentifier asked, Function<Document, List<T>> answer) {
    return server.worker().answer(() -> document(asked).map(answer).orElse(List.of()), List.of());
  }

  private Optional<Document> document(TextDocumentIdentifier asked) {
    return open.find(asked.getUri())
        .flatMap(document -> document.path().map(path -> workspace.document(document, path)));
  }
}
