package dev.sigrun.compiler.backend.java.javac;

/** Thrown if this Java installation cannot compile; the message says what to install. */
public final class MissingJavaCompilerException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingJavaCompilerException(String message) {
    super(message);
  }
}
