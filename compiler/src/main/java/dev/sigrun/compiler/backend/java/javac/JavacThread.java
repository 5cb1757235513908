package dev.sigrun.compiler.backend.java.javac;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** A thread that compiles one portion of sources after the other. */
final class JavacThread implements Runnable {
  /** Warnings are errors: they would be mistakes of the generator. */
  private static final List<String> OPTIONS =
      List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror", "-g");

  /** javac walks trees by recursion, and rules may be long. */
  private static final long STACK_BYTES = 64L << 20;

  private final JavaCompiler compiler;
  private final File runtime;
  private final SourcePortions portions;
  private final Map<String, byte[]> known;
  private final Thread thread = new Thread(null, this, "javac", STACK_BYTES);
  private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
  private final SortedMap<String, byte[]> classes = new TreeMap<>();
  private boolean succeeded = true;
  private @Nullable Throwable failure;

  private JavacThread(
      JavaCompiler compiler, File runtime, SourcePortions portions, Map<String, byte[]> known) {
    this.compiler = compiler;
    this.runtime = runtime;
    this.portions = portions;
    this.known = Map.copyOf(known);
  }

  /**
   * Starts to compile.
   *
   * @param runtime the jar or folder of the runtime's classes
   * @param portions taken as long as there are any; other threads may take from them, too
   * @param known class files by path that the sources may use in addition to those of the runtime
   */
  static JavacThread start(
      JavaCompiler compiler, File runtime, SourcePortions portions, Map<String, byte[]> known) {
    JavacThread started = new JavacThread(compiler, runtime, portions, known);
    started.thread.start();
    return started;
  }

  @Override
  public void run() {
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocation(StandardLocation.CLASS_PATH, List.of(runtime));
      Optional<List<JavaSource>> portion = portions.next();
      while (succeeded && portion.isPresent()) {
        compile(portion.get(), files);
        portion = portions.next();
      }
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      failure = e;
    }
  }

  private void compile(List<JavaSource> portion, StandardJavaFileManager files) {
    MemoryFiles memory = new MemoryFiles(files, known);
    succeeded =
        compiler
            .getTask(
                null,
                memory,
                diagnostics,
                OPTIONS,
                null,
                portion.stream().map(MemoryFiles::source).toList())
            .call();
    classes.putAll(memory.written());
  }

  /**
   * The class files by their paths. Waits for them.
   *
   * @throws IllegalStateException if javac refuses a source, which is a bug of the generator
   */
  SortedMap<String, byte[]> classes() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while javac was at work.", e);
    }
    if (failure instanceof OutOfMemoryError e) {
      throw e;
    }
    if (failure != null || !succeeded) {
      throw new IllegalStateException("Bug in the compiler: javac refuses\n" + refusals(), failure);
    }
    return classes;
  }

  private String refusals() {
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .limit(10)
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }
}
