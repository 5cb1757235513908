package dev.sigrun.cli.command;

import dev.sigrun.cli.template.RuleTemplate;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a rule. */
@Command(
    name = "new",
    description = {
      "Begin a rule: write a file with a rule that compiles, and one with a test that passes, to be"
          + " changed from there."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun new rules/linux/execution_netcat_shell.toml",
      "  sigrun new --type threshold --name 'Many Failed Logons' rules/many_failed_logons.toml",
      "  sigrun new rules/sigma/netcat_shell.yml",
      "",
      "Exit codes:",
      "  0  the files are written",
      "  3  wrong usage, or a file that exists or cannot be written"
    })
public final class NewCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1",
      paramLabel = "FILE",
      description = "The file of the rule; it must not exist. Its folder is made if need be.")
  private String file = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "eql, sequence, query, threshold, new_terms, threat_match or sigma. Default: sigma if"
              + " FILE ends in .yml or .yaml, otherwise eql.")
  private @Nullable RuleTemplate type;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the rule. Default: made from the name of the file.")
  private @Nullable String name;

  @Option(
      names = "--author",
      paramLabel = "AUTHOR",
      description = "The author of the rule. Default: the user of this machine.")
  private @Nullable String author;

  /** A command on these streams. */
  public NewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String lower = file.toLowerCase(Locale.ROOT);
    boolean yaml = lower.endsWith(".yml") || lower.endsWith(".yaml");
    RuleTemplate template = type;
    if (template == null) {
      template = yaml ? RuleTemplate.SIGMA : RuleTemplate.EQL;
    }
    if (template.isYaml() != yaml || (!yaml && !lower.endsWith(".toml"))) {
      throw CommandFailure.usage(
          "The file of such a rule ends in "
              + (template.isYaml() ? "'.yml'" : "'.toml'")
              + ", not '"
              + file
              + "'.");
    }
    Path rule = path();
    String stem = stem(rule);
    Path testFile = rule.resolveSibling(stem + ".test.toml");
    Optional<String> test = template.test();
    if (test.isPresent() && Files.exists(testFile)) {
      // Otherwise the rule would be written alone.
      throw CommandFailure.usage(
          FileErrors.unwritable(testFile, new FileAlreadyExistsException(testFile.toString())));
    }
    List<Path> written = new ArrayList<>();
    write(rule, template.rule(title(stem), author(), UUID.randomUUID(), today()), written);
    test.ifPresent(text -> write(testFile, text, written));
    written.forEach(path -> terminal.out().println(VisibleText.of(path.toString())));
    terminal.out().flush();
    terminal.say(
        "Next: change them, then 'sigrun check "
            + VisibleText.of(file)
            + "'"
            + (test.isPresent() ? " and 'sigrun test " + VisibleText.of(file) + "'." : "."));
    return ExitCode.OK;
  }

  private Path path() {
    try {
      Path path = Path.of(file);
      if (path.getFileName() != null) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Reported below.
    }
    throw CommandFailure.usage("'" + file + "' is not the path of a file.");
  }

  private static String stem(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** {@code Execution Netcat Shell} for {@code execution_netcat_shell}. */
  private String title(String stem) {
    if (name != null) {
      return oneLine(name, "--name");
    }
    StringBuilder title = new StringBuilder();
    for (String word : stem.split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        title.append(title.length() == 0 ? "" : " ");
        title.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return title.length() == 0 ? "New Rule" : title.toString();
  }

  private String author() {
    return oneLine(author != null ? author : System.getProperty("user.name", "me"), "--author");
  }

  private static String oneLine(String text, String option) {
    if (text.isBlank() || text.codePoints().anyMatch(Character::isISOControl)) {
      throw CommandFailure.usage("'" + option + "' takes a text on one line.");
    }
    return text.strip();
  }

  private LocalDate today() {
    return LocalDate.now(terminal.environment().clock());
  }

  private static void write(Path path, String text, List<Path> written) {
    try {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(path, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      written.add(path);
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unwritable(path, e));
    }
  }
}
