package dev.sigrun.cli.command;

import dev.sigrun.cli.reference.FunctionReference;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains the functions and operators of query languages. */
@Command(
    name = "functions",
    description = "Explain a function or operator of EQL, KQL or ES|QL, or list them.",
    footer = {
      "",
      "Examples:",
      "  sigrun functions between",
      "  sigrun functions --language esql",
      "  sigrun functions --format json",
      "",
      "Exit codes:",
      "  0  success",
      "  3  wrong usage, or no such function"
    })
public final class FunctionsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A function or operator, such as length. Default: all of them.")
  private @Nullable String name;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "eql, kql or esql. Default: all of them.")
  private @Nullable Language language;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or markdown. Default: text.")
  private Format format = Format.TEXT;

  /** The languages. */
  enum Language {
    EQL,
    KQL,
    ESQL
  }

  /** The shapes of the answer. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  /** A command on these streams. */
  public FunctionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<Integer> width = TextTable.width(terminal.environment());
    FunctionReference all = FunctionReference.all();
    FunctionReference known =
        language == null ? all : all.of(language.name().toLowerCase(Locale.ROOT));
    FunctionReference some = name == null ? known : known.named(name);
    if (some.pages().isEmpty()) {
      throw CommandFailure.usage(known.unknown(String.valueOf(name)));
    }
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> name == null ? some.table(width) : some.text(width);
              case JSON -> some.json() + "\n";
              case MARKDOWN -> some.markdown();
            });
    terminal.out().flush();
    return ExitCode.OK;
  }
}
