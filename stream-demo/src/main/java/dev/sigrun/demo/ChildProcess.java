package dev.sigrun.demo;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a process that ends with the process that started it. */
public final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs a main class.
   *
   * @param arguments the name of the class, and its arguments
   * @throws Throwable if the class throws it
   */
  public static void main(String... arguments) throws Throwable {
    Thread watch = new Thread(ChildProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Ends a process without a chance to do anything, and waits a while until it has ended. */
  static void kill(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The parent holds the other end of the standard input. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    Runtime.getRuntime().halt(0);
  }
}
