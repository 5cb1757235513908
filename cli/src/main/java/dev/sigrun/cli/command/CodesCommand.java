package dev.sigrun.cli.command;

import dev.sigrun.cli.option.PageFormat;
import dev.sigrun.cli.reference.CodeReference;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.codes.CodePage;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains the codes of errors and warnings. */
@Command(
    name = "codes",
    description = "Explain the code of an error or warning, or list codes.",
    footer = {
      "",
      "Examples:",
      "  sigrun codes EQL151",
      "  sigrun codes KQL",
      "  sigrun codes --format json",
      "",
      "Exit codes:",
      "  0  success",
      "  3  wrong usage, or no such code"
    })
public final class CodesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "A code, such as EQL151, or how codes begin, such as EQL. Default: all codes.")
  private @Nullable String code;

  @Mixin private PageFormat format = new PageFormat();

  /** A command on these streams. */
  public CodesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<Integer> width = TextTable.width(terminal.environment());
    CodeReference all = CodeReference.all();
    Optional<CodePage> page = code == null ? Optional.empty() : all.page(code);
    CodeReference some = code == null ? all : all.startingWith(code);
    if (some.pages().isEmpty() || String.valueOf(code).isBlank()) {
      throw CommandFailure.usage(all.unknown(String.valueOf(code)));
    }
    return format.print(
        terminal,
        () -> page.map(p -> CodeReference.text(p, width)).orElseGet(() -> some.table(width)),
        () -> page.map(CodeReference::json).orElseGet(some::json),
        some::markdown);
  }
}
