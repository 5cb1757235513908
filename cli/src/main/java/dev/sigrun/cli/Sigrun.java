package dev.sigrun.cli;

import dev.sigrun.cli.command.BacktestCommand;
import dev.sigrun.cli.command.CheckCommand;
import dev.sigrun.cli.command.CodesCommand;
import dev.sigrun.cli.command.CompileCommand;
import dev.sigrun.cli.command.CompletionCommand;
import dev.sigrun.cli.command.ConfigCommand;
import dev.sigrun.cli.command.CoverageCommand;
import dev.sigrun.cli.command.ExplainCommand;
import dev.sigrun.cli.command.ExportCommand;
import dev.sigrun.cli.command.FieldsCommand;
import dev.sigrun.cli.command.FunctionsCommand;
import dev.sigrun.cli.command.ImportCommand;
import dev.sigrun.cli.command.ListCommand;
import dev.sigrun.cli.command.LspCommand;
import dev.sigrun.cli.command.ManCommand;
import dev.sigrun.cli.command.NewCommand;
import dev.sigrun.cli.command.QueryCommand;
import dev.sigrun.cli.command.RunCommand;
import dev.sigrun.cli.command.ServeCommand;
import dev.sigrun.cli.command.TestCommand;
import dev.sigrun.cli.terminal.ColorMode;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.SigrunVersion;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.rule.DamagedRuleException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code sigrun} command. Knows nothing of the process it runs in: streams and environment come
 * in, an exit code goes out.
 */
public final class Sigrun {
  private static final OptionSpec HELP =
      OptionSpec.builder("-h", "--help")
          .usageHelp(true)
          .description("Show this help and exit.")
          .build();

  private static final OptionSpec VERSION =
      OptionSpec.builder("-V", "--version")
          .versionHelp(true)
          .description("Show the version and exit.")
          .build();

  private static final long MOST_MILLIS_TO_END = 5_000;

  private final Terminal terminal;

  /**
   * A command with these streams, none of which it closes.
   *
   * @param out takes results
   * @param err takes everything else
   * @param in read where the command line says {@code -}
   */
  Sigrun(OutputStream out, OutputStream err, InputStream in, Environment environment) {
    this.terminal = new Terminal(out, err, in, environment);
  }

  @Command(
      name = "sigrun",
      synopsisSubcommandLabel = "COMMAND",
      description = "Compiles detection rules and runs them over events.",
      versionProvider = SigrunVersion.class,
      subcommands = HelpCommand.class,
      footer = {
        "",
        "Examples:",
        "  sigrun check rules",
        "  sigrun run --rules rules events.ndjson.gz",
        "  sigrun query --eql 'process where process.name == \"nc\"' events.ndjson",
        "  sigrun help run",
        "",
        "In a checkout, ./sigrun stream runs rules over topics of Kafka, and ./sigrun stream-demo"
            + " runs them as an Apache Flink job.",
        "",
        "Exit codes:",
        "  0   success",
        "  1   rules have errors, tests failed, or an export that must be exact is not",
        "  2   a required rule or query could not be compiled",
        "  3   wrong usage, a missing file, or output that could not be written",
        "  70  a bug in Sigrun"
      })
  private static final class Root {}

  /** Carries out a command line and says how it went, see {@link ExitCode}. */
  public int run(String... arguments) {
    try {
      if (arguments.length == 1 && List.of("-V", "--version").contains(arguments[0])) {
        // Build tools request this often, and nothing else needs to be loaded for it.
        terminal.out().println("sigrun " + SigrunVersion.name());
        terminal.out().flush();
        return ExitCode.OK;
      }
      // Buffered, so that a closed pipe is handled below and not inside picocli.
      StringWriter help = new StringWriter();
      CommandLine line = commandLine(arguments);
      line.setOut(new PrintWriter(help, true));
      int exitCode = line.execute(arguments);
      terminal.out().print(help.toString());
      terminal.out().flush();
      terminal.err().flush();
      return exitCode;
    } catch (Output.Closed e) {
      return ExitCode.OK;
    } catch (CommandFailure e) {
      return tell(e);
    } catch (OutOfMemoryError e) {
      flushOut();
      terminal.say("sigrun: Out of memory. Increase the heap size: SIGRUN_JAVA_OPTS=-Xmx4g.");
      return ExitCode.INTERNAL;
    }
  }

  /**
   * Called when the process is asked to end: results so far are written, each to its end. A reader
   * that has stopped reading does not keep the process from ending.
   */
  void end() {
    Thread writer = new Thread(terminal.out()::end, "sigrun-last-output");
    writer.setDaemon(true);
    writer.start();
    try {
      writer.join(MOST_MILLIS_TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

  /** Commands that describe all others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "man");

  /** The names that commands have in other tools. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("lint", "check"),
          Map.entry("validate", "check"),
          Map.entry("verify", "check"),
          Map.entry("convert", "export"),
          Map.entry("translate", "export"),
          Map.entry("build", "compile"),
          Map.entry("eval", "run"),
          Map.entry("hunt", "run"),
          Map.entry("compare", "backtest"),
          Map.entry("diff", "backtest"),
          Map.entry("scan", "run"),
          Map.entry("search", "query"),
          Map.entry("show", "explain"),
          Map.entry("ls", "list"),
          Map.entry("init", "new"),
          Map.entry("create", "new"),
          Map.entry("analyze", "fields"),
          Map.entry("import-rules-to-repo", "import"),
          Map.entry("explain-code", "codes"),
          Map.entry("language-server", "lsp"),
          Map.entry("web", "serve"),
          Map.entry("ui", "serve"),
          Map.entry("errors", "codes"));

  private static Map<String, Function<Terminal, Object>> commands() {
    Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
    commands.put("check", CheckCommand::new);
    commands.put("test", TestCommand::new);
    commands.put("compile", CompileCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("backtest", BacktestCommand::new);
    commands.put("query", QueryCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("fields", FieldsCommand::new);
    commands.put("coverage", CoverageCommand::new);
    commands.put("new", NewCommand::new);
    commands.put("codes", CodesCommand::new);
    commands.put("functions", FunctionsCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("config", ConfigCommand::new);
    commands.put("lsp", LspCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("man", ManCommand::new);
    return commands;
  }

  /**
   * The command line with the command that {@code arguments} begin with, or with all: describing
   * the options of a command takes longer than starting Java.
   */
  CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(new Root());
    Function<Terminal, Object> asked = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (asked == null || ABOUT_ALL.contains(arguments[0])) {
      COMMANDS.values().forEach(command -> line.addSubcommand(command.apply(terminal)));
    } else {
      line.addSubcommand(asked.apply(terminal));
    }
    line.setColorScheme(Help.defaultColorScheme(ansi()));
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpLongOptionsMaxWidth(32);
    line.setParameterExceptionHandler((e, args) -> wrongUsage(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    line.getCommandSpec().addOption(VERSION);
    complete(line);
    return line;
  }

  private static void complete(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.exitCodeOnInvalidInput(ExitCode.USAGE).exitCodeOnExecutionException(ExitCode.INTERNAL);
    if (!(spec.userObject() instanceof HelpCommand)) {
      spec.addOption(HELP);
    }
    line.getSubcommands().values().forEach(Sigrun::complete);
  }

  private Help.Ansi ansi() {
    Environment environment = terminal.environment();
    return ColorMode.AUTO.colors(environment, environment.outIsTerminal())
        ? Help.Ansi.ON
        : Help.Ansi.OFF;
  }

  private int wrongUsage(ParameterException first) {
    List<String> unknown = first.getCommandLine().getUnmatchedArguments();
    // A misspelt option says more than what is missing because of it.
    ParameterException e =
        unknown.isEmpty() || first instanceof UnmatchedArgumentException
            ? first
            : new UnmatchedArgumentException(first.getCommandLine(), unknown);
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("sigrun: " + VisibleText.of(String.valueOf(e.getMessage())));
    suggestions(e)
        .lines()
        .forEach(line -> terminal.err().println("sigrun: " + VisibleText.of(line)));
    terminal.err().println("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  /** A line that suggests what was probably meant; empty if nothing known is near. */
  private static String suggestions(ParameterException e) {
    List<String> words =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getUnmatched() : List.of();
    if (!words.isEmpty() && OTHER_NAMES.containsKey(words.get(0))) {
      return "Use 'sigrun " + OTHER_NAMES.get(words.get(0)) + "'.";
    }
    StringWriter suggestions = new StringWriter();
    UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions, true));
    List<String> unmatched =
        e instanceof UnmatchedArgumentException wrong ? wrong.getUnmatched() : List.of();
    if (suggestions.toString().isEmpty() && !unmatched.isEmpty()) {
      // Only names that begin alike are found above.
      String option = unmatched.get(0).split("=", 2)[0];
      Set<String> known = e.getCommandLine().getCommandSpec().optionsMap().keySet();
      return option.startsWith("--")
          ? Suggestions.didYouMean(option, known).toString().strip()
          : "";
    }
    return suggestions.toString();
  }

  private int failed(Exception e) {
    if (e instanceof CommandFailure failure) {
      return tell(failure);
    }
    if (e instanceof Output.Closed) {
      return ExitCode.OK;
    }
    if (e instanceof DamagedRuleException) {
      return tell(CommandFailure.usage(e.getMessage() + ". Compile the jar again."));
    }
    terminal.out().flush();
    terminal.err().println("sigrun: Bug in Sigrun: " + VisibleText.of(e.toString()));
    if (terminal.environment().variable("SIGRUN_STACKTRACE").isPresent()) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      terminal.err().print(trace.toString());
    } else {
      terminal.err().println("sigrun: Set SIGRUN_STACKTRACE=1 to see where it happened.");
    }
    return ExitCode.INTERNAL;
  }

  /** Results found before a failure are still written; a failure to do so is not reported again. */
  private void flushOut() {
    try {
      terminal.out().flush();
    } catch (CommandFailure | Output.Closed e) {
      // The failure at hand is reported.
    }
  }

  private int tell(CommandFailure failure) {
    flushOut();
    terminal.err().println("sigrun: " + VisibleText.of(String.valueOf(failure.getMessage())));
    terminal.err().flush();
    return failure.exitCode();
  }
}
