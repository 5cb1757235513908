package dev.sigrun.cli.command;

import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleInputs;
import dev.sigrun.cli.option.SampleOptions;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.index.Selectivity;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles rules to a jar. */
@Command(
    name = "compile",
    description = {
      "Compile rules to a jar of Java classes: a matcher for each rule that judges single"
          + " events, a detector for each rule that needs memory of earlier events.",
      "",
      "No jar is written if any rule has an error."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun compile rules -o rules.jar",
      "  sigrun compile rules -o rules.jar --sources generated --package com.example.detection",
      "  sigrun compile rules -o rules.jar --sample events.ndjson",
      "",
      "Exit codes:",
      "  0  the jar was written; unsupported rules were reported and left out",
      "  2  a rule has errors (with --strict: or is unsupported); nothing was written",
      "  3  wrong usage, a path that names no rule, or a jar that could not be written"
    })
public final class CompileCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "JAR",
      description = "The jar to write.")
  private Path jar = Path.of("rules.jar");

  @Option(
      names = "--sources",
      paramLabel = "DIR",
      description = "Also write the generated Java to this folder.")
  private @Nullable Path sources;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "Java package of the generated classes. Default: dev.sigrun.generated.")
  private String packageName = JavaBackend.Options.defaults().packageName();

  @Option(names = "--strict", description = "Treat unsupported rules as errors.")
  private boolean strict;

  @Mixin private SampleOptions sample = new SampleOptions();
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleInputs inputs;
  @Mixin private ReportOptions options = new ReportOptions();

  public CompileCommand(Terminal terminal) {
    this.terminal = terminal;
    Project project = new Project(terminal);
    this.inputs = new RuleInputs(project);
    this.timestamp = new TimestampOption(project);
  }

  @Override
  public Integer call() {
    JavaBackend.Options names = names();
    if (Files.isDirectory(jar)) {
      throw CommandFailure.usage("'" + jar + "' cannot be written: it is a folder.");
    }
    Selectivity selectivity = sample.selectivity(terminal);
    Reports reports = options.reports(terminal);
    CompilerOptions compilerOptions =
        inputs.settings().compilerOptions(reports).withTimestampField(timestamp.field());
    CheckedRules checked = inputs.compile(compilerOptions, "Compiling", terminal, reports);
    reports.print(checked.diagnostics());
    return write(
        checked,
        names
            .withTimestampField(compilerOptions.timestampField())
            .withTimestampFormat(compilerOptions.timestampFormat()),
        selectivity);
  }

  private JavaBackend.Options names() {
    try {
      return new JavaBackend.Options(packageName, JavaBackend.Options.defaults().setName());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "'" + packageName + "' is not a valid Java package name, or is reserved.");
    }
  }

  private int write(CheckedRules checked, JavaBackend.Options names, Selectivity selectivity) {
    if (checked.hasFailures()) {
      return refuse(checked, "rules have errors");
    }
    if (strict && checked.count(Outcome.UNSUPPORTED) > 0) {
      return refuse(checked, "rules are not supported");
    }
    ExecutableRules executable =
        ExecutableRules.of(checked.analyzed(), JavaBackend.create(names).forEvents(selectivity));
    executable.refused().forEach(terminal.err()::println);
    if (strict && !executable.isComplete()) {
      return refuse(checked, "rules cannot be executed");
    }
    if (executable.isEmpty()) {
      return refuse(checked, "no rule can be executed");
    }
    RuleJar compiled = executable.compile(KeptClasses.NONE);
    if (sources != null) {
      SourceFolder.write(executable.java(), sources);
    }
    try {
      compiled.write(jar);
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unwritable(jar, e));
    }
    terminal.err().println(checked.summary());
    terminal.say("Wrote " + jar + ": " + executable.contents() + ".");
    return ExitCode.OK;
  }

  private int refuse(CheckedRules checked, String reason) {
    terminal.err().println(checked.summary());
    terminal.say("Wrote nothing: " + reason + ".");
    return ExitCode.NOT_COMPILED;
  }
}
