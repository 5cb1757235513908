package dev.sigrun.cli.command;

import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.project.ProjectFile;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the settings of the project, and where each comes from. */
@Command(
    name = "config",
    description = {
      "Show the settings of the project file and of environment variables, and where each value"
          + " comes from.",
      "",
      "The project file is the nearest sigrun.toml, from the current folder up to the root of the"
          + " repository. The variable SIGRUN_PROJECT names another file, or 'none'. Options on the"
          + " command line take precedence over the project file."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun config show",
      "  sigrun config show --format json",
      "  SIGRUN_PROJECT=none sigrun check rules",
      "",
      "Exit codes:",
      "  0  success, also without a project file",
      "  3  wrong usage, or a project file that cannot be used"
    })
public final class ConfigCommand implements Callable<Integer> {
  private static final String DEFAULT = "default";
  private static final List<String> VARIABLES =
      List.of(
          "SIGRUN_JAVA_OPTS", "SIGRUN_CACHE", Project.VARIABLE, "SIGRUN_STACKTRACE", "NO_COLOR");

  private final Terminal terminal;
  private final Project project;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "show",
      description = "show (all settings; the default) or path (only where the project file is).")
  private Action action = Action.SHOW;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json. Default: table.")
  private Format format = Format.TABLE;

  /** The parts that can be shown. */
  enum Action {
    SHOW,
    PATH
  }

  /** The shapes of the settings. */
  enum Format {
    TABLE,
    JSON
  }

  /** A setting, and where it comes from. */
  private record Row(String name, String value, String from) {}

  /** A command on these streams. */
  public ConfigCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
  }

  @Override
  public Integer call() {
    if (action == Action.PATH) {
      project.path().map(Path::toString).ifPresent(terminal.out()::println);
    } else {
      switch (format) {
        case TABLE -> printTable();
        case JSON -> printJson();
      }
    }
    terminal.out().flush();
    if (project.path().isEmpty()) {
      terminal.say("There is no project file '" + Project.NAME + "' here.");
    }
    return ExitCode.OK;
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    List<ProjectFile.Setting> settings = project.settings().settings();
    String file = project.path().map(Path::toString).orElse("");
    for (ProjectKey key : ProjectKey.values()) {
      List<ProjectFile.Setting> set = settings.stream().filter(s -> s.key() == key).toList();
      if (set.isEmpty()) {
        rows.add(new Row(key.spelling(), defaultOf(key), DEFAULT));
      }
      set.forEach(
          setting ->
              rows.add(
                  new Row(
                      setting.name(),
                      String.join(", ", setting.values()),
                      file + ":" + setting.line())));
    }
    Environment environment = terminal.environment();
    for (String variable : VARIABLES) {
      Optional<String> value = environment.variable(variable);
      rows.add(
          new Row(variable, value.orElse("not set"), value.isPresent() ? "environment" : DEFAULT));
    }
    return rows;
  }

  private static String defaultOf(ProjectKey key) {
    return switch (key) {
      case RULES, SCHEMA, PIPELINE, EVENTS, SEVERITY -> "none";
      case SCHEMA_COMPLETE -> "false";
      case UNKNOWN_FIELDS -> "keyword";
      case TIMESTAMP_FIELD -> "@timestamp, or where events of known sources have their time";
      case MAPPING -> "ecs";
    };
  }

  private void printTable() {
    TextTable table = new TextTable("SETTING", "VALUE", "FROM");
    rows().forEach(row -> table.add(row.name(), row.value(), row.from()));
    terminal.out().print(table.print(TextTable.width(terminal.environment())));
  }

  private void printJson() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("file", project.path().map(Path::toString).orElse(""));
    List<Object> settings = new ArrayList<>();
    for (Row row : rows()) {
      Map<String, Object> setting = new LinkedHashMap<>();
      setting.put("setting", row.name());
      setting.put("value", row.value());
      setting.put("from", row.from());
      settings.add(setting);
    }
    report.put("settings", settings);
    terminal.out().println(JsonValues.write(report));
  }
}
