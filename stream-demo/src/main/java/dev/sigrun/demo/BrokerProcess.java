package dev.sigrun.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of a broker's process: formats its folder if that is new, runs the broker, and
 * ends with the process that started it, which holds the other end of the standard input. Kafka's
 * classes are called by name: they are Scala, whose class files make javac complain.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * Runs a broker.
   *
   * @param arguments the id of the cluster, and the file of properties
   * @throws ReflectiveOperationException if there is no Kafka on the class path
   */
  public static void main(String... arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(BrokerProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String id = arguments[0];
    String file = arguments[1];
    String[] format = {"format", "--ignore-formatted", "-t", id, "-c", file};
    Object formatted =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, format, System.out);
    if (!Integer.valueOf(0).equals(formatted)) {
      throw new IllegalStateException("The folder cannot be formatted.");
    }
    try {
      Class.forName("kafka.Kafka")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {file});
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The broker failed.", e.getCause());
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; the end of the stream is the end of the parent.
      }
    } catch (IOException e) {
      // So is a broken pipe.
    }
    Runtime.getRuntime().halt(0);
  }
}
