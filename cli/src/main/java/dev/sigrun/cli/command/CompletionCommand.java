package dev.sigrun.cli.command;

import dev.sigrun.cli.help.BashCompletion;
import dev.sigrun.cli.help.FishCompletion;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Print a script by which a shell completes commands and options.",
    footer = {
      "",
      "Examples:",
      "  sigrun completion bash > ~/.local/share/bash-completion/completions/sigrun",
      "  source <(sigrun completion zsh)",
      "  sigrun completion fish > ~/.config/fish/completions/sigrun.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The shells. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  /** A command on these streams. */
  public CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    terminal
        .out()
        .print(
            switch (shell) {
              case BASH, ZSH -> BashCompletion.of(root);
              case FISH -> FishCompletion.of(root);
            });
    terminal.out().flush();
    return ExitCode.OK;
  }
}
