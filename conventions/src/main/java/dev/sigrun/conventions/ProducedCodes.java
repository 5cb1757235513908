package dev.sigrun.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Which codes of messages the test classes of a module have produced so far. A code counts for a
 * class that produces it and names it, in its source or in its files: tests on random input, and
 * tests that only happen to pass by a message, do not count. JUnit loads it as a service; the
 * module calls {@link #record} for each message.
 */
public final class ProducedCodes implements TestExecutionListener {
  private static final Path SOURCES = Path.of("src", "test", "java");
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private static final Map<String, Set<String>> CODES_BY_CLASS = new ConcurrentHashMap<>();
  private static final Set<String> FINISHED = new ConcurrentSkipListSet<>();
  private static volatile String running = "";

  /** Records that the running test class has produced a code. */
  public static void record(String code) {
    CODES_BY_CLASS.computeIfAbsent(running, any -> ConcurrentHashMap.newKeySet()).add(code);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    test.getSource().ifPresent(source -> running = outermost(source, running));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    test.getSource().ifPresent(source -> FINISHED.add(outermost(source, "")));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    test.getSource().ifPresent(source -> FINISHED.add(outermost(source, "")));
  }

  private static String outermost(TestSource source, String otherwise) {
    return source instanceof ClassSource type
        ? type.getClassName().replaceFirst("\\$.*", "")
        : otherwise;
  }

  /** The test classes of the module, but for {@code asking}, that have not run. */
  public static Set<String> classesNotRun(Class<?> asking) {
    Set<String> classes = new TreeSet<>();
    for (Path file : files(SOURCES)) {
      String name = SOURCES.relativize(file).toString().replace('/', '.');
      if (name.endsWith("Test.java")) {
        classes.add(name.substring(0, name.length() - ".java".length()));
      }
    }
    classes.remove(asking.getName());
    classes.removeAll(FINISHED);
    return classes;
  }

  /** Those of {@code codes} that no test class both names and produces. */
  public static Set<String> notTested(Collection<String> codes) {
    Set<String> left = new TreeSet<>(codes);
    CODES_BY_CLASS.forEach(
        (type, produced) -> {
          if (!produced.stream().allMatch(code -> !left.contains(code))) {
            String text = textOf(type);
            left.removeIf(code -> produced.contains(code) && text.contains(code));
          }
        });
    return left;
  }

  /** The source of a class, its files, and those that its source names or whose folder it names. */
  private static String textOf(String type) {
    String path = type.replace('.', '/');
    Path file = SOURCES.resolve(path + ".java");
    String source = Files.exists(file) ? read(file) : "";
    return files(RESOURCES).stream()
        .filter(each -> each.startsWith(RESOURCES.resolve(path)) || isNamed(each, source))
        .map(ProducedCodes::read)
        .collect(Collectors.joining("\n", source + "\n", ""));
  }

  private static boolean isNamed(Path file, String source) {
    String folder = Objects.requireNonNull(file.getParent()).getFileName().toString();
    return source.contains(file.getFileName().toString())
        || source.contains('"' + folder + '"')
        || source.contains('/' + folder + '"');
  }

  private static String read(Path file) {
    try {
      // Some files are not text.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The places of all codes of a module: its constants of one type.
   *
   * @param any some class of the module
   * @param kind the type of the constants
   * @param code the code of a constant
   */
  public static <T> Map<String, List<String>> places(
      Class<?> any, Class<T> kind, Function<T, String> code) {
    Map<String, List<String>> places = new TreeMap<>();
    for (var type : OwnClasses.of(any)) {
      for (Field field : type.reflect().getDeclaredFields()) {
        if (field.getType() == kind && Modifier.isStatic(field.getModifiers())) {
          places
              .computeIfAbsent(code.apply(value(field, kind)), c -> new ArrayList<>())
              .add(type.getName() + "." + field.getName());
        }
      }
    }
    return places;
  }

  private static <T> T value(Field field, Class<T> kind) {
    try {
      field.setAccessible(true);
      return kind.cast(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(field + " cannot be read.", e);
    }
  }
}
