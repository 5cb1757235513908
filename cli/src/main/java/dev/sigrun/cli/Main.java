package dev.sigrun.cli;

import dev.sigrun.cli.terminal.Environment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** Starts the command of this process. The only place that ends it. */
public final class Main {
  private Main() {}

  /** Runs {@code arguments} as the command line. */
  public static void main(String[] arguments) {
    // The bare files rather than System.out, which hides what goes wrong.
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    System.exit(new Sigrun(out, err, in, Environment.ofThisProcess()).run(arguments));
  }
}
