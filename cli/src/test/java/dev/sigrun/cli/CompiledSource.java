package dev.sigrun.cli;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaFileObject;

/** Compiles Java that tests run or package. */
final class CompiledSource {
  private CompiledSource() {}

  /**
   * Writes the classes of a source, which must compile without warnings, below {@code folder}.
   *
   * @param className the full name of its first class
   */
  static void write(String className, String source, Path folder) throws IOException {
    Compilation compilation =
        javac()
            .withOptions("-Xlint:all", "-Xlint:-processing", "-proc:none")
            .compile(JavaFileObjects.forSourceString(className, source));
    assertThat(compilation).succeededWithoutWarnings();
    for (JavaFileObject file : compilation.generatedFiles()) {
      // Names are absolute paths below the root of the classes.
      Path target = folder.resolve(file.getName().replaceFirst("^/CLASS_OUTPUT/", ""));
      Files.createDirectories(target.getParent());
      try (InputStream bytes = file.openInputStream()) {
        Files.copy(bytes, target);
      }
    }
  }
}
