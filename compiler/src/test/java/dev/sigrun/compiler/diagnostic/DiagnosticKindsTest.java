package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.GoldenFiles;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All kinds of reports together: their codes differ, and tests name them. */
class DiagnosticKindsTest {
  /** A folder that cannot be read: who may do everything cannot make one. */
  private static final Set<String> NOT_PROVOKED = Set.of("RUL" + "105");

  @Test
  void codesAreUnique() throws Exception {
    TreeMap<String, List<String>> classesByCode = new TreeMap<>();
    for (Kind kind : kinds()) {
      classesByCode.computeIfAbsent(kind.code(), c -> new ArrayList<>()).add(kind.place());
    }
    assertThat(classesByCode.size()).isGreaterThan(100);
    assertThat(classesByCode.values()).allSatisfy(places -> assertThat(places).hasSize(1));
  }

  @Test
  void everyCodeStandsInATest() throws Exception {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tests.append(Files.readString(file)).append('\n');
      }
    }
    TreeSet<String> untested = new TreeSet<>();
    for (Kind kind : kinds()) {
      if (tests.indexOf(kind.code()) < 0) {
        untested.add(kind.code());
      }
    }
    untested.removeAll(NOT_PROVOKED);
    assertThat(untested).isEmpty();
  }

  /** The codes that users may give another severity: not those of exports, which have none. */
  @Test
  void theFileOfWarningsIsComplete() throws Exception {
    Path file =
        Path.of("src/main/resources/dev/sigrun/compiler/diagnostic").resolve(WarningCodes.FILE);
    List<String> ofRuleTests =
        WarningCodes.all().stream().filter(code -> code.startsWith("TST")).toList();
    String codes =
        Stream.concat(ofRuleTests.stream(), ownWarnings())
            .map(code -> code + "\n")
            .sorted()
            .collect(Collectors.joining());
    if (GoldenFiles.areRenewed()) {
      Files.writeString(file, codes);
    }
    assertThat(Files.readString(file)).isEqualTo(codes);
  }

  private static Stream<String> ownWarnings() throws IOException, ReflectiveOperationException {
    return kinds().stream()
            .filter(kind -> kind.severity() == Severity.WARNING)
            .filter(kind -> !kind.place().contains(".backend.") && !kind.place().contains(".mapping."))
            .map(Kind::code);
  }

  private record Kind(String code, Severity severity, String place) {}

  /** The constants of all classes. */
  private static List<Kind> kinds() throws IOException, ReflectiveOperationException {
    Path classes =
        Path.of(DiagnosticKind.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<Kind> kinds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String path = classes.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        if (!name.endsWith("-info")) {
          Class<?> type = Class.forName(name, false, DiagnosticKind.class.getClassLoader());
          for (Field field : type.getDeclaredFields()) {
            if (field.getType() == DiagnosticKind.class
                && Modifier.isStatic(field.getModifiers())) {
              field.setAccessible(true);
              DiagnosticKind kind = (DiagnosticKind) field.get(null);
              kinds.add(
                  new Kind(kind.code(), kind.severity(), name + "." + field.getName()));
            }
          }
        }
      }
    }
    return kinds;
  }
}
