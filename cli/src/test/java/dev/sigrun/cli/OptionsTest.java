package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of all commands: each is used by some test, and documents name no other. */
class OptionsTest {
  private static final Path DOCS = Path.of("..", "docs");

  /** A command as documents write it: in a line of code, or between backquotes. */
  private static final Pattern CALL = Pattern.compile("(?:\\./|\\b)sigrun ([a-z]+)([^`\\n|>]*)");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  private static CommandLine sigrun() {
    return new Sigrun(
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            InputStream.nullInputStream(),
            Environment.ofThisProcess())
        .commandLine();
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(OptionsTest::all));
  }

  /** The texts of files below a folder with this ending. */
  private static List<String> texts(Path folder, String ending) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void eachIsUsedByATest() throws IOException {
    List<String> tests = new ArrayList<>(texts(Path.of("src", "test", "java"), "Test.java"));
    tests.add(Files.readString(DOCS.resolve("tasks.md")));
    tests.add(Files.readString(DOCS.resolve("ci.md")));
    // Commands that share an option share its code: a test of one of them is enough.
    Map<String, Set<String>> commands = new TreeMap<>();
    Set<String> used = new TreeSet<>();
    all(sigrun())
        .forEach(
            command -> {
              String name = command.getCommandName();
              for (OptionSpec option : command.getCommandSpec().options()) {
                String key = option.longestName() + " " + String.join(" ", option.description());
                commands.computeIfAbsent(key, any -> new TreeSet<>()).add(name);
                if (isUsed(option, name, tests)) {
                  used.add(key);
                }
              }
            });
    commands.keySet().removeAll(used);

    assertThat(commands).isEmpty();
  }

  /** Whether a test has both the name of the command and that of the option, as arguments. */
  private static boolean isUsed(OptionSpec option, String command, List<String> tests) {
    Pattern named = Pattern.compile("[\"` ,(]" + Pattern.quote(command) + "[\"` ,)]");
    List<Pattern> names =
        Arrays.stream(option.names())
            .map(name -> Pattern.compile("[\"` ,']" + Pattern.quote(name) + "[\"` ,=']"))
            .toList();
    boolean general = option.usageHelp() || option.versionHelp();
    return general
        || tests.stream()
            .filter(text -> named.matcher(text).find())
            .anyMatch(text -> names.stream().anyMatch(name -> name.matcher(text).find()));
  }

  /** In documents and in the help of commands. */
  @Test
  void documentsNameNoOther() throws IOException {
    CommandLine sigrun = sigrun();
    List<String> texts = new ArrayList<>(texts(DOCS, ".md"));
    texts.add(Files.readString(Path.of("..", "README.md")));
    all(sigrun).forEach(command -> texts.add(command.getUsageMessage(CommandLine.Help.Ansi.OFF)));
    Set<String> unknown = new TreeSet<>();
    int calls = 0;
    for (String text : texts) {
      Matcher call = CALL.matcher(text);
      while (call.find()) {
        CommandLine command = sigrun.getSubcommands().get(call.group(1));
        if (command == null) {
          continue;
        }
        calls++;
        Matcher option = OPTION.matcher(call.group(2));
        while (option.find()) {
          boolean known =
              all(command)
                  .anyMatch(c -> c.getCommandSpec().optionsMap().containsKey(option.group()));
          if (!known) {
            unknown.add(call.group(1) + " " + option.group());
          }
        }
      }
    }

    assertThat(calls).isGreaterThan(150);
    assertThat(unknown).isEmpty();
  }
}
