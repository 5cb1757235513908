package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option of commands that explain something, each in all formats. */
public final class PageFormat {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or markdown. Default: text.")
  private Format format = Format.TEXT;

  /** The shapes of the answer. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  /**
   * Prints the answer in the format of the option.
   *
   * @return the exit code of the command
   */
  public int print(
      Terminal terminal, Supplier<String> text, Supplier<String> json, Supplier<String> markdown) {
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> text.get();
              case JSON -> json.get() + "\n";
              case MARKDOWN -> markdown.get();
            });
    terminal.out().flush();
    return ExitCode.OK;
  }
}
