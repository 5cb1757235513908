package dev.sigrun.compiler.backend.java;

import dev.sigrun.runtime.CompiledRules;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles Java sources to classes without touching a file. */
final class MemoryCompiler {
  /** Warnings are errors: they would be mistakes of the generator. */
  private static final List<String> OPTIONS =
      List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror", "-g");

  /** javac walks trees by recursion, and rules may be long. */
  private static final long STACK_BYTES = 64L << 20;

  private MemoryCompiler() {}

  /** The class files of {@code sources} by their paths. */
  static Map<String, byte[]> compile(List<JavaSource> sources) throws MissingJavaCompilerException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new MissingJavaCompilerException(
          "This Java has no compiler. Run with a JDK rather than a JRE: "
              + System.getProperty("java.home")
              + " is none.");
    }
    File runtime = runtime();
    Compilation compilation = new Compilation(compiler, runtime, sources);
    Thread thread = new Thread(null, compilation, "javac", STACK_BYTES);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while javac was at work.", e);
    }
    return compilation.classes();
  }

  /** The jar or folder that the runtime's classes come from. */
  private static File runtime() throws MissingJavaCompilerException {
    CodeSource source = CompiledRules.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw outOfReach("an unknown place");
    }
    try {
      return Path.of(source.getLocation().toURI()).toFile();
    } catch (URISyntaxException
        | IllegalArgumentException
        | FileSystemNotFoundException
        | UnsupportedOperationException e) {
      throw outOfReach(source.getLocation().toString());
    }
  }

  private static MissingJavaCompilerException outOfReach(String place) {
    return new MissingJavaCompilerException(
        "The classes of sigrun-runtime come from "
            + place
            + ", where javac cannot read them. Put its jar on the class path.");
  }

  /** One run of javac. */
  private static final class Compilation implements Runnable {
    private final JavaCompiler compiler;
    private final File runtime;
    private final List<JavaSource> sources;
    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    private boolean succeeded;
    private @Nullable Throwable failure;

    private Compilation(JavaCompiler compiler, File runtime, List<JavaSource> sources) {
      this.compiler = compiler;
      this.runtime = runtime;
      this.sources = sources;
    }

    @Override
    public void run() {
      try (StandardJavaFileManager files =
          compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
        files.setLocation(StandardLocation.CLASS_PATH, List.of(runtime));
        JavaFileManager memory = new MemoryFiles(files, classes);
        succeeded =
            compiler
                .getTask(
                    null,
                    memory,
                    diagnostics,
                    OPTIONS,
                    null,
                    sources.stream().map(SourceFile::new).toList())
                .call();
      } catch (IOException e) {
        failure = new UncheckedIOException(e);
      } catch (RuntimeException | StackOverflowError e) {
        failure = e;
      }
    }

    private Map<String, byte[]> classes() {
      if (failure != null || !succeeded) {
        throw new IllegalStateException(
            "Bug in the compiler: javac refuses\n" + refusals(), failure);
      }
      Map<String, byte[]> bytes = new TreeMap<>();
      classes.forEach((path, content) -> bytes.put(path, content.toByteArray()));
      return bytes;
    }

    private String refusals() {
      return diagnostics.getDiagnostics().stream()
          .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
          .limit(10)
          .map(Diagnostic::toString)
          .collect(Collectors.joining("\n"));
    }
  }

  /** A source as javac wants it. */
  private static final class SourceFile extends SimpleJavaFileObject {
    private final String content;

    private SourceFile(JavaSource source) {
      super(URI.create("memory:///" + source.path()), Kind.SOURCE);
      this.content = source.content();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }

  /** Keeps what javac writes. */
  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    private MemoryFiles(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String path = className.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream content = new ByteArrayOutputStream();
          classes.put(path, content);
          return content;
        }
      };
    }
  }
}
