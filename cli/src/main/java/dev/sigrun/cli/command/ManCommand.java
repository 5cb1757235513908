package dev.sigrun.cli.command;

import dev.sigrun.cli.help.ManPage;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.SigrunVersion;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Suggestions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints manual pages. */
@Command(
    name = "man",
    description = "Print the manual page of Sigrun or of one of its commands.",
    footer = {
      "",
      "Examples:",
      "  sigrun man run | man -l -",
      "  sigrun man > ~/.local/share/man/man1/sigrun.1"
    })
public final class ManCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command. Default: the page of Sigrun itself.")
  private @Nullable String command;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A command on these streams. */
  public ManCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    CommandLine described = command == null ? root : root.getSubcommands().get(command);
    if (described == null) {
      throw CommandFailure.usage(
          "There is no command '"
              + command
              + "'."
              + Suggestions.didYouMean(String.valueOf(command), root.getSubcommands().keySet()));
    }
    terminal.out().print(ManPage.of(described.getCommandSpec(), SigrunVersion.name()));
    terminal.out().flush();
    return ExitCode.OK;
  }
}
