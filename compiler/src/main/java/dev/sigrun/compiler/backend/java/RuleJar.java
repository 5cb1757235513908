package dev.sigrun.compiler.backend.java;

import dev.sigrun.runtime.CompiledRules;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A compiled set of rules: the classes and resources that a jar is made of. Equal rules give equal
 * bytes.
 */
public final class RuleJar {
  private RuleJar() {}

  /**
   * Compiles generated Java in memory.
   *
   * @throws MissingJavaCompilerException if this is no JDK
   * @throws IllegalStateException if javac refuses the sources, which is a bug of the generator
   */
  public static RuleJar compile(GeneratedJava java) throws MissingJavaCompilerException {
    throw new UnsupportedOperationException(java.setName());
  }

  /** The bytes of the jar. */
  public byte[] toBytes() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the jar in one step: readers see the old file or the new one. Folders are made as needed.
   *
   * @throws IOException if the jar cannot be written; what was there before stays
   */
  public void write(Path jar) throws IOException {
    throw new UnsupportedOperationException(jar.toString());
  }

  /** The set, loaded from memory in a class loader of its own. */
  public CompiledRules load() {
    throw new UnsupportedOperationException();
  }
}
