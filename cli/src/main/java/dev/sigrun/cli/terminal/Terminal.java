package dev.sigrun.cli.terminal;

import java.io.InputStream;
import java.io.OutputStream;

/** The three streams of a command, and what they are connected to. */
public final class Terminal {
  private final Output out;
  private final Output err;
  private final InputStream in;
  private final Environment environment;

  public Terminal(OutputStream out, OutputStream err, InputStream in, Environment environment) {
    this.out = new Output(out);
    this.err = new Output(err);
    this.in = in;
    this.environment = environment;
  }

  /** Takes results. */
  public Output out() {
    return out;
  }

  /** Takes everything that is not a result. */
  public Output err() {
    return err;
  }

  public InputStream in() {
    return in;
  }

  public Environment environment() {
    return environment;
  }

  /** A line on standard error, written at once. */
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
