package dev.sigrun.cli;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.OutputFile;
import java.io.FileDescriptor;
import java.io.FileInputStream;

/** Starts the command of this process. The only place that ends it. */
public final class Main {
  private Main() {}

  /** Runs {@code arguments} as the command line. */
  public static void main(String[] arguments) {
    // The bare files rather than System.out, which hides what goes wrong.
    OutputFile out = new OutputFile(FileDescriptor.out);
    OutputFile err = new OutputFile(FileDescriptor.err);
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    Sigrun command = new Sigrun(out, err, in, Environment.ofThisProcess());
    // An interrupt ends the process, too.
    Runtime.getRuntime().addShutdownHook(new Thread(command::end, "sigrun-end"));
    System.exit(command.run(arguments));
  }
}
