package dev.sigrun.cli.command;

import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.terminal.SigrunVersion;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.lsp.LanguageServerSession;
import dev.sigrun.lsp.workspace.ProjectChoice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves an editor. */
@Command(
    name = "lsp",
    description = {
      "Check rules in an editor as they are typed: a language server.",
      "",
      "An editor starts this command and speaks the Language Server Protocol with it over standard"
          + " input and output. docs/editor.md shows how editors are set up."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun lsp",
      "",
      "Exit codes:",
      "  0  the editor ended the session",
      "  1  the editor was gone before it ended the session"
    })
public final class LspCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--stdio",
      description = "Use standard input and output, as always: some editors pass this option.")
  @SuppressWarnings("unused") // It changes nothing.
  private boolean stdio;

  /** A command on these streams. */
  public LspCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return LanguageServerSession.serve(
        terminal.in(),
        terminal.out().stream(),
        SigrunVersion.name(),
        new ProjectChoice(terminal.environment().variable(Project.VARIABLE)));
  }
}
