package dev.sigrun.demo;

import dev.sigrun.kafka.SigrunRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A runner in a process of its own, which can be killed and paused. */
final class RunnerProcess implements AutoCloseable {
  private final Process process;

  private RunnerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a runner.
   *
   * @param log where its output goes
   */
  static RunnerProcess start(List<String> arguments, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SigrunRunner.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new RunnerProcess(builder.start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without a chance to do anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  /** Asks it to end, as an operator does. */
  int end() throws InterruptedException {
    process.destroy();
    process.waitFor(60, TimeUnit.SECONDS);
    return process.exitValue();
  }

  /** Stops it where it is, as a machine does that has no processor left for it. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("The signal " + name + " cannot be sent.");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
