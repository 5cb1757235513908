package dev.sigrun.cli.command;

import dev.sigrun.cli.kibana.KibanaFiles;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns rules of Kibana into rule files. */
@Command(
    name = "import",
    description = {
      "Turn rules that Kibana exported (NDJSON) into rule files (TOML), one for each rule.",
      "",
      "Rules that Sigrun exported for Kibana become what they were, but for comments and layout."
          + " Other rules get their dates from Kibana. Keys that Kibana maintains, such as 'version'"
          + " and 'updated_by', are left out and listed."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun import rules_export.ndjson -o rules/imported",
      "  sigrun import --force rules_export.ndjson -o rules/imported",
      "",
      "Exit codes:",
      "  0  every rule is written",
      "  2  a line is not a rule that can be imported; the others are written",
      "  3  wrong usage, or a file that exists or cannot be read or written"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final String STDIN = "-";
  private static final int MOST_BYTES = 256 << 20;
  private static final int MOST_SHOWN = 20;

  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that Kibana exported; - for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for the rules. It is created if it does not exist.")
  private Path folder = Path.of("out");

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  /** A command on these streams. */
  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    KibanaFiles read = new KibanaFiles(LocalDate.now(terminal.environment().clock()));
    for (String file : files) {
      read.read(file, content(file));
    }
    write(read.texts());
    read.problems().stream()
        .limit(MOST_SHOWN)
        .forEach(problem -> terminal.say(VisibleText.of(problem)));
    report(read);
    return read.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_COMPILED;
  }

  private byte[] content(String file) {
    try (InputStream stream =
        file.equals(STDIN) ? terminal.in() : Files.newInputStream(Path.of(file))) {
      byte[] content = stream.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw CommandFailure.usage("'" + file + "' has more than " + MOST_BYTES + " bytes.");
      }
      return content;
    } catch (IOException e) {
      throw CommandFailure.usage("'" + file + "' cannot be read: " + FileErrors.reason(e) + ".");
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + file + "' is not the path of a file.");
    }
  }

  private void write(Map<String, String> texts) {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> contents.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
    List<Path> existing =
        contents.keySet().stream()
            .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (!force && !existing.isEmpty()) {
      throw CommandFailure.usage(
          "'"
              + existing.get(0)
              + "' exists"
              + (existing.size() == 1 ? "" : ", and " + (existing.size() - 1) + " more")
              + ". Nothing was written; use '--force' to replace files.");
    }
    StagedFiles.write(contents);
    contents.keySet().forEach(path -> terminal.out().println(VisibleText.of(path.toString())));
    terminal.out().flush();
  }

  private void report(KibanaFiles read) {
    int more = read.problems().size() - MOST_SHOWN;
    if (more > 0) {
      terminal.say("... and " + Counts.of(more, "more line") + " that cannot be imported.");
    }
    if (!read.lost().isEmpty()) {
      terminal.say("Left out: " + VisibleText.of(String.join(", ", read.lost())) + ".");
    }
    if (!read.others().isEmpty()) {
      terminal.say(
          "Not rules, and not imported: "
              + read.others().entrySet().stream()
                  .map(other -> Counts.of(other.getValue(), other.getKey()))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    terminal.say(
        Counts.of(read.texts().size(), "rule")
            + " imported"
            + (read.problems().isEmpty()
                ? ""
                : "; " + Counts.of(read.problems().size(), "line") + " cannot be imported")
            + (read.texts().isEmpty()
                ? "."
                : ". Next: 'sigrun check " + VisibleText.of(folder.toString()) + "'."));
  }
}
