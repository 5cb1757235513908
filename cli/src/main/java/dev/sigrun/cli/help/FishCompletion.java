package dev.sigrun.cli.help;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completions of a command for the shell fish, for which picocli has none. */
public final class FishCompletion {
  private final StringBuilder script = new StringBuilder();
  private final String name;

  private FishCompletion(String name) {
    this.name = name;
  }

  /** The script for a command and its subcommands. */
  public static String of(CommandLine root) {
    FishCompletion completion = new FishCompletion(root.getCommandName());
    for (OptionSpec option : root.getCommandSpec().options()) {
      completion.option("__fish_use_subcommand", option);
    }
    root.getSubcommands()
        .forEach(
            (command, line) -> {
              String[] description = line.getCommandSpec().usageMessage().description();
              completion.line(
                  "__fish_use_subcommand",
                  "-f -a "
                      + command
                      + (description.length == 0 ? "" : " -d " + quoted(oneLine(description[0]))));
              String within = "__fish_seen_subcommand_from " + command;
              for (OptionSpec option : line.getCommandSpec().options()) {
                completion.option(within, option);
              }
              for (PositionalParamSpec argument : line.getCommandSpec().positionalParameters()) {
                completion.argument(within, argument, root.getSubcommands().keySet());
              }
            });
    return completion.script.toString();
  }

  /** The values of an argument, if there are only certain ones; fish offers files for others. */
  private void argument(String condition, PositionalParamSpec argument, Set<String> commands) {
    if (isCommand(argument)) {
      line(condition, "-f -a " + quoted(String.join(" ", commands)));
    } else if (argument.completionCandidates() != null) {
      line(condition, "-f -a " + quoted(values(argument)));
    }
  }

  /** Whether an argument of a command is the name of a command. */
  static boolean namesCommand(CommandSpec command) {
    return command.positionalParameters().stream().anyMatch(FishCompletion::isCommand);
  }

  private static boolean isCommand(PositionalParamSpec argument) {
    return argument.paramLabel().equals("COMMAND");
  }

  private static String values(ArgSpec argument) {
    return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
        .map(value -> value.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private void option(String condition, OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String spelling : option.names()) {
      text.append(spelling.startsWith("--") ? " -l " : " -s ")
          .append(spelling.replaceAll("^-+", ""));
    }
    if (option.arity().max() > 0) {
      text.append(" -r");
    }
    if (option.completionCandidates() != null) {
      text.append(" -f -a ").append(quoted(values(option)));
    }
    if (option.description().length > 0) {
      text.append(" -d ").append(quoted(oneLine(option.description()[0])));
    }
    line(condition, text.substring(1));
  }

  private void line(String condition, String rest) {
    script.append("complete -c ").append(name).append(" -n ").append(quoted(condition));
    script.append(' ').append(rest).append('\n');
  }

  /** Without the line breaks that picocli writes as a format does. */
  private static String oneLine(String text) {
    return text.replace("%n", " ").strip();
  }

  /** In single quotes, where only backslashes and quotes mean something. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
