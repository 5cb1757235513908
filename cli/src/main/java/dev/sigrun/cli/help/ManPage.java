package dev.sigrun.cli.help;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual page of a command in the macros of {@code man(7)}, from its usage text. */
public final class ManPage {
  private static final Pattern NUMBER = Pattern.compile(" *(\\d+) +(.*)");

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * The page of a command.
   *
   * @param version the version of Sigrun
   */
  public static String of(CommandSpec command, String version) {
    ManPage writer = new ManPage();
    writer.write(command, version);
    return writer.page.toString();
  }

  private void write(CommandSpec command, String version) {
    String name = command.qualifiedName("-");
    macro("TH", name.toUpperCase(Locale.ROOT) + "\" \"1\" \"\" \"Sigrun " + version);
    // Options keep their names where lines break.
    page.append(".nh\n.ad l\n");
    macro("SH", "NAME");
    String[] description = command.usageMessage().description();
    text(name + " - " + String.join(" ", description));
    macro("SH", "SYNOPSIS");
    CommandLine.Help help =
        new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF));
    text(help.synopsis(0).strip().replaceAll("\\s+", " "));
    arguments("ARGUMENTS", command.positionalParameters());
    arguments("OPTIONS", command.options());
    List<CommandLine> commands = command.subcommands().values().stream().distinct().toList();
    if (!commands.isEmpty()) {
      macro("SH", "COMMANDS");
      for (CommandLine line : commands) {
        page.append(".TP\n");
        bold(line.getCommandSpec().qualifiedName("-") + "(1)");
        text(String.join(" ", line.getCommandSpec().usageMessage().description()));
      }
    }
    footer(command.usageMessage().footer());
  }

  private void arguments(String title, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = arguments.stream().filter(a -> !a.hidden()).toList();
    if (shown.isEmpty()) {
      return;
    }
    macro("SH", title);
    for (ArgSpec argument : shown) {
      page.append(".TP\n");
      bold(label(argument));
      text(String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", value(argument)));
    }
  }

  private static String value(ArgSpec argument) {
    return String.valueOf(argument.defaultValueString());
  }

  private static String label(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      return Arrays.stream(option.names()).collect(Collectors.joining(", ")) + value;
    }
    return ((PositionalParamSpec) argument).paramLabel()
        + (argument.arity().max() > 1 ? "..." : "");
  }

  /**
   * Headings are lines that end in a colon; below them the layout of lines means something, except
   * that texts beside numbers are filled.
   */
  private void footer(String[] lines) {
    boolean section = false;
    boolean literal = false;
    boolean paragraph = false;
    for (String line : lines) {
      boolean heading = line.endsWith(":") && !line.startsWith(" ");
      Matcher number = NUMBER.matcher(line);
      section = heading || section && !line.isEmpty();
      boolean asIs = section && !heading && !number.matches();
      if (literal != asIs) {
        page.append(asIs ? ".nf\n" : ".fi\n");
        literal = asIs;
      }
      if (heading) {
        macro("SH", line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (section && number.matches()) {
        page.append(".TP 4\n");
        text(number.group(1));
        text(number.group(2));
      } else if (!line.isEmpty()) {
        page.append(paragraph ? ".PP\n" : "");
        text(line);
      }
      paragraph = line.isEmpty();
    }
    page.append(literal ? ".fi\n" : "");
  }

  private void macro(String macro, String argument) {
    page.append('.').append(macro).append(" \"").append(escaped(argument)).append("\"\n");
  }

  private void bold(String text) {
    page.append("\\fB").append(escaped(text)).append("\\fR\n");
  }

  private void text(String text) {
    String escaped = escaped(text).strip();
    // A line that begins so would be a macro.
    boolean macro = escaped.startsWith(".") || escaped.startsWith("'");
    page.append(macro ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("%n", " ").replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
  }
}
