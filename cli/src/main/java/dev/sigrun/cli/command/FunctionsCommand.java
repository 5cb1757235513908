package dev.sigrun.cli.command;

import dev.sigrun.cli.option.NamedLanguage;
import dev.sigrun.cli.option.PageFormat;
import dev.sigrun.cli.reference.FunctionReference;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.Languages;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description = "A query language, such as eql. Default: all of them.")
  private @Nullable String language;

  @Mixin private PageFormat format = new PageFormat();

  /** A command on these streams. */
  public FunctionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<Integer> width = TextTable.width(terminal.environment());
    Languages languages = CompilerOptions.defaults().languages();
    FunctionReference all = FunctionReference.of(languages);
    FunctionReference known = language == null ? all : all.of(named(language, languages));
    FunctionReference some = name == null ? known : known.named(name);
    if (some.pages().isEmpty()) {
      throw CommandFailure.usage(known.unknown(String.valueOf(name)));
    }
    return format.print(
        terminal,
        () -> name == null ? some.table(width) : some.text(width),
        some::json,
        some::markdown);
  }

  private static Language named(String name, Languages languages) {
    return NamedLanguage.of(
        name.toLowerCase(Locale.ROOT),
        languages.all().stream().filter(each -> !each.functions().isEmpty()).toList());
  }
}
