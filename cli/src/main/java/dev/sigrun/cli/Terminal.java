package dev.sigrun.cli;

import java.io.InputStream;
import java.io.OutputStream;

/** The three streams of a command, and what they are connected to. */
final class Terminal {
  private final Output out;
  private final Output err;
  private final InputStream in;
  private final Environment environment;

  Terminal(OutputStream out, OutputStream err, InputStream in, Environment environment) {
    this.out = new Output(out);
    this.err = new Output(err);
    this.in = in;
    this.environment = environment;
  }

  /** Takes results. */
  Output out() {
    return out;
  }

  /** Takes everything that is no result. */
  Output err() {
    return err;
  }

  InputStream in() {
    return in;
  }

  Environment environment() {
    return environment;
  }

  /** A line on standard error, written at once. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
