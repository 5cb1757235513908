package dev.sigrun.cli.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
              for (OptionSpec option : line.getCommandSpec().options()) {
                completion.option("__fish_seen_subcommand_from " + command, option);
              }
            });
    return completion.script.toString();
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
      String values =
          StreamSupport.stream(option.completionCandidates().spliterator(), false)
              .map(value -> value.toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(" "));
      text.append(" -f -a ").append(quoted(values));
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
