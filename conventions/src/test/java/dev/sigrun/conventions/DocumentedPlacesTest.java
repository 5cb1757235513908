package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The places that ARCHITECTURE.md sends readers to exist. */
class DocumentedPlacesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A class, or a path of a class, package or file: {@code ir/Function}, {@code docs/exports.md}.
   */
  private static final Pattern PLACE = Pattern.compile("(?:[\\w.-]+/)+[\\w.-]*|[A-Z]\\w*[a-z]\\w*");

  @Test
  void startingPointsExist() throws IOException {
    String text = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    String table = text.substring(text.indexOf("## Where do I start"));
    Set<String> paths = paths();
    Set<String> absent = new TreeSet<>();
    List<String> places =
        CODE.matcher(table)
            .results()
            .map(found -> found.group(1))
            .filter(code -> PLACE.matcher(code).matches() && !code.startsWith("./"))
            .toList();
    for (String place : places) {
      String end = "/" + (place.endsWith("/") ? place.substring(0, place.length() - 1) : place);
      if (paths.stream().noneMatch(path -> path.endsWith(end) || path.endsWith(end + ".java"))) {
        absent.add(place);
      }
    }
    assertThat(places).hasSizeGreaterThan(30);
    assertThat(absent).isEmpty();
  }

  /** Sources, their folders and documents. */
  private static Set<String> paths() throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        add(module.resolve("src"), paths);
      }
    }
    add(ROOT.resolve("docs"), paths);
    return paths;
  }

  private static void add(Path folder, Set<String> paths) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.forEach(file -> paths.add(file.toString().replace('\\', '/')));
      }
    }
  }
}
