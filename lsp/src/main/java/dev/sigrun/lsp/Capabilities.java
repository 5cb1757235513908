package dev.sigrun.lsp;

import dev.sigrun.lsp.feature.Colours;
import dev.sigrun.lsp.feature.TestLens;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.jspecify.annotations.Nullable;

/** The abilities of the server, and of editors as far as it needs them. */
final class Capabilities {
  private Capabilities() {}

  /** The abilities of this server. */
  static ServerCapabilities ofServer() {
    ServerCapabilities capabilities = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    // Rules are short; whole texts cannot get out of step.
    sync.setChange(TextDocumentSyncKind.Full);
    capabilities.setTextDocumentSync(sync);
    capabilities.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    capabilities.setHoverProvider(true);
    capabilities.setFoldingRangeProvider(true);
    capabilities.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(Colours.LEGEND, true));
    capabilities.setDocumentFormattingProvider(true);
    capabilities.setDefinitionProvider(true);
    capabilities.setImplementationProvider(true);
    capabilities.setRenameProvider(new RenameOptions(true));
    capabilities.setCodeLensProvider(new CodeLensOptions(false));
    capabilities.setExecuteCommandProvider(new ExecuteCommandOptions(List.of(TestLens.RUN_TESTS)));
    CompletionOptions completion = new CompletionOptions();
    completion.setTriggerCharacters(List.of(".", "|", "\"", ":", "="));
    capabilities.setCompletionProvider(completion);
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    capabilities.setWorkspace(new WorkspaceServerCapabilities(folders));
    return capabilities;
  }

  /** Whether an editor asks for lenses again when it is told that they have changed. */
  static boolean canRefreshLenses(@Nullable ClientCapabilities capabilities) {
    return capabilities != null
        && capabilities.getWorkspace() != null
        && capabilities.getWorkspace().getCodeLens() != null
        && Boolean.TRUE.equals(capabilities.getWorkspace().getCodeLens().getRefreshSupport());
  }

  /** Whether an editor reports changes of files that it does not have open. */
  static boolean canWatchFiles(@Nullable ClientCapabilities capabilities) {
    return capabilities != null
        && capabilities.getWorkspace() != null
        && capabilities.getWorkspace().getDidChangeWatchedFiles() != null
        && Boolean.TRUE.equals(
            capabilities.getWorkspace().getDidChangeWatchedFiles().getDynamicRegistration());
  }
}
