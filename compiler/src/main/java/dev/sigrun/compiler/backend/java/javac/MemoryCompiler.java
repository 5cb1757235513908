package dev.sigrun.compiler.backend.java.javac;

import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles Java sources to classes in memory, without files.
 *
 * <p>Sources that do not know each other are compiled in portions, by a few threads. These share
 * only the list of portions, which is safe for that: each has a javac and a file manager of its
 * own, and writes to a map of its own, which is read when the thread has ended. A class file
 * depends on its source alone, neither on the portion nor on the thread. A thread holds the trees
 * of one portion at a time, so that memory does not grow with the number of sources. Few rules are
 * compiled together with the class of the set.
 */
public final class MemoryCompiler {
  /** More need more memory, and each has to get warm. */
  private static final int MOST_THREADS = 8;

  private MemoryCompiler() {}

  /**
   * The class files of a set of rules by their paths.
   *
   * @param rules classes that do not know each other
   * @param set classes that know those and each other
   * @param known class files by their paths that {@code set} knows, too; not part of the result
   */
  public static SortedMap<String, byte[]> compile(
      List<JavaSource> rules, List<JavaSource> set, Map<String, byte[]> known)
      throws MissingJavaCompilerException {
    int processors = Runtime.getRuntime().availableProcessors();
    return compile(rules, set, known, Math.min(MOST_THREADS, processors));
  }

  /** The same with at most this many threads. */
  static SortedMap<String, byte[]> compile(
      List<JavaSource> rules, List<JavaSource> set, Map<String, byte[]> known, int threads)
      throws MissingJavaCompilerException {
    if (rules.isEmpty() && set.isEmpty()) {
      return new TreeMap<>();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new MissingJavaCompilerException(
          "No Java compiler found: "
              + System.getProperty("java.home")
              + " is not a JDK. Run"
              + " Sigrun with a JDK.");
    }
    File runtime = runtime();
    if (SourcePortions.areFew(rules)) {
      List<JavaSource> all = Stream.concat(rules.stream(), set.stream()).toList();
      return JavacThread.start(compiler, runtime, SourcePortions.whole(all), known).classes();
    }
    SortedMap<String, byte[]> classes = new TreeMap<>();
    SourcePortions portions = SourcePortions.of(rules, threads);
    List<JavacThread> started =
        IntStream.range(0, Math.min(threads, portions.count()))
            .mapToObj(i -> JavacThread.start(compiler, runtime, portions, Map.of()))
            .toList();
    for (JavacThread thread : started) {
      classes.putAll(thread.classes());
    }
    Map<String, byte[]> knownToSet = new HashMap<>(known);
    knownToSet.putAll(classes);
    classes.putAll(
        JavacThread.start(compiler, runtime, SourcePortions.whole(set), knownToSet).classes());
    return classes;
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
}
