package dev.sigrun.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own. */
final class OwnProcess {
  private final Path folder;
  private final List<String> javaOptions;

  /**
   * A process whose cache is in a folder.
   *
   * @param javaOptions such as the size of the heap
   */
  OwnProcess(Path folder, String... javaOptions) {
    this.folder = folder;
    this.javaOptions = List.of(javaOptions);
  }

  /** A process that is about to be started with these arguments. */
  ProcessBuilder of(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sigrun.cli.Main"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SIGRUN_CACHE", folder.resolve("cache").toString());
    return builder;
  }

  /** The outcome of a process, whose output goes into files. */
  Cli.Result run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("process-out");
    Path err = folder.resolve("process-err");
    Process process =
        of(List.of(arguments)).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int exitCode = process.waitFor();
    return new Cli.Result(
        exitCode, java.nio.file.Files.readString(out), java.nio.file.Files.readString(err));
  }
}
