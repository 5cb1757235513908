package dev.sigrun.cli.help;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes the completions of a command for bash and zsh: those of picocli, with values as people
 * type them, and with files for everything that has no certain values.
 */
public final class BashCompletion {
  private static final Pattern VALUES =
      Pattern.compile("local (\\w+)_(option|pos_param)_args=(\\(.*\\)) # (\\S+) values");
  private static final Pattern USE =
      Pattern.compile("('(--[\\w-]+)'\\)\\n.*\\n.*compReplyArray \"\\$\\{)\\w+(_option_args)");

  private BashCompletion() {}

  /** The script for a command and its subcommands, which finds out which of the shells reads it. */
  public static String of(CommandLine root) {
    String script = AutoComplete.bash(root.getCommandName(), root);
    // The lists of values have the names of parameters, which several options of a command share.
    script = VALUES.matcher(script).replaceAll(match -> Matcher.quoteReplacement(values(match)));
    script =
        USE.matcher(script)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(1) + variable(match.group(2)) + match.group(3)));
    // Without this, the shell offers files where the script has nothing to offer.
    script = script.replaceAll("(?m)^ *type compopt \\S+ && compopt \\+o default\\n", "");
    String commands = String.join(" ", root.getSubcommands().keySet());
    for (CommandLine line : root.getSubcommands().values()) {
      if (FishCompletion.namesCommand(line.getCommandSpec())) {
        String function =
            "function _picocli_" + line.getCommandSpec().qualifiedName("_") + "\\(\\)";
        script =
            script.replaceFirst(
                "(?s)(" + function + ".*?local commands=)\"\"", "$1\"" + commands + "\"");
      }
    }
    return script;
  }

  private static String values(MatchResult match) {
    boolean option = match.group(2).equals("option");
    return "local "
        + (option ? variable(match.group(4)) : match.group(1))
        + "_"
        + match.group(2)
        + "_args="
        + match.group(3).toLowerCase(Locale.ROOT);
  }

  private static String variable(String option) {
    return option.replaceAll("^-+", "").replace('-', '_');
  }
}
