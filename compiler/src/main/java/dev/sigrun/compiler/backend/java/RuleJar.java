package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.backend.Archive;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MemoryClassLoader;
import dev.sigrun.compiler.backend.java.javac.MemoryCompiler;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** A compiled set of rules: the classes and resources of a jar. Equal rules give equal bytes. */
public final class RuleJar {
  static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final String setName;
  private final int ruleCount;
  private final SortedMap<String, byte[]> files;

  private RuleJar(String setName, int ruleCount, SortedMap<String, byte[]> files) {
    this.setName = setName;
    this.ruleCount = ruleCount;
    this.files = files;
  }

  /**
   * Compiles generated Java in memory.
   *
   * @throws MissingJavaCompilerException if this is not a JDK, or the runtime's classes are out of
   *     javac's reach
   * @throws IllegalStateException if javac refuses the sources, which is a bug of the generator
   */
  public static RuleJar compile(GeneratedJava java) throws MissingJavaCompilerException {
    return compile(java, KeptClasses.NONE);
  }

  /**
   * The same, except that class files of unchanged sources are taken from those that were kept. The
   * jar has the same bytes.
   *
   * @param kept receives the class files of all sources
   * @throws MissingJavaCompilerException if there is something to compile and this is not a JDK, or
   *     the runtime's classes are out of javac's reach
   * @throws IllegalStateException if javac refuses the sources, which is a bug of the generator
   */
  public static RuleJar compile(GeneratedJava java, KeptClasses kept)
      throws MissingJavaCompilerException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<JavaSource> rules = new ArrayList<>();
    List<JavaSource> set = new ArrayList<>();
    for (JavaSource source : java.sources()) {
      Map<String, byte[]> found = kept.find(source.digest());
      files.putAll(found);
      if (found.isEmpty()) {
        (isSet(source, java) ? set : rules).add(source);
      }
    }
    files.putAll(MemoryCompiler.compile(rules, set, files));
    java.sources().forEach(source -> kept.keep(source.digest(), classes(source, files)));
    for (JavaResource resource : java.resources()) {
      files.put(resource.path(), resource.bytes());
    }
    return new RuleJar(java.setName(), java.matchers().size() + java.detectors().size(), files);
  }

  private static boolean isSet(JavaSource source, GeneratedJava java) {
    return source.qualifiedName().equals(java.setName());
  }

  /**
   * The class files of a source by their paths: of its class, and of the classes inside that. The
   * class of a rule knows only itself and the runtime. The class of the set calls the constructors
   * of all rules, which are alike, and methods of those that make detectors and suppressors, whose
   * types it names.
   */
  static Map<String, byte[]> classes(JavaSource source, SortedMap<String, byte[]> files) {
    Map<String, byte[]> classes = new TreeMap<>();
    for (String path : classes(source.qualifiedName().replace('.', '/'), files)) {
      classes.put(path, files.getOrDefault(path, new byte[0]));
    }
    return classes;
  }

  /** The paths of the same, given the name of the class with slashes. */
  static List<String> classes(String name, SortedMap<String, ?> files) {
    List<String> classes = new ArrayList<>(files.subMap(name + "$", name + "%").keySet());
    if (files.containsKey(name + ".class")) {
      classes.add(name + ".class");
    }
    return classes;
  }

  /** The bytes of the jar. */
  public byte[] toBytes() {
    return archive(manifest(setName, ruleCount), files);
  }

  static byte[] archive(byte[] manifest, SortedMap<String, byte[]> files) {
    // Tools that read a jar as a stream look for the manifest at its start.
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(MANIFEST, manifest);
    entries.putAll(files);
    return Archive.of(entries);
  }

  /**
   * The manifest of a jar with rules: which release compiled them, how many, and for what.
   *
   * @param setName the full name of the class of the rule set
   * @param rules how many rules it has
   */
  public static byte[] manifest(String setName, int rules) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String version = RuleJar.class.getPackage().getImplementationVersion();
    String release = version == null ? "Sigrun" : "Sigrun " + version;
    attributes.putValue("Created-By", release);
    attributes.putValue("Automatic-Module-Name", setName.substring(0, setName.lastIndexOf('.')));
    // Other tools that make a jar of the classes say that they created it.
    attributes.putValue("Sigrun-Compiled-By", release);
    attributes.putValue("Sigrun-Contract", Integer.toString(CompiledRules.CONTRACT));
    attributes.putValue("Sigrun-Rules", Integer.toString(rules));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      manifest.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the jar in one step: readers see the old file or the new one. Folders are made as
   * needed. A link is followed; anything that is not a file, such as a pipe, is written to
   * directly.
   *
   * @throws IOException if the jar cannot be written; the existing file is kept
   */
  public void write(Path jar) throws IOException {
    Path target = Files.exists(jar) ? jar.toRealPath() : jar.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.write(target, toBytes());
      return;
    }
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(jar + " is not a file.");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, ".sigrun", ".jar");
    try {
      Files.write(temporary, toBytes());
      makeReadable(temporary);
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Temporary files are private, which a jar need not be. */
  private static void makeReadable(Path file) {
    if (!file.toFile().setReadable(true, false)) {
      throw new UncheckedIOException(new IOException("Cannot make " + file + " readable."));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Names and contents of all classes and resources. */
  Map<String, byte[]> files() {
    return Collections.unmodifiableMap(files);
  }

  /** The set, loaded from memory in a class loader of its own. */
  public CompiledRules load() {
    return load(setName, new MemoryClassLoader(files, CompiledRules.class.getClassLoader()));
  }

  static CompiledRules load(String setName, ClassLoader loader) {
    try {
      return loader
          .loadClass(setName)
          .asSubclass(CompiledRules.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Bug in the compiler: " + setName + " does not load.", e);
    }
  }
}
