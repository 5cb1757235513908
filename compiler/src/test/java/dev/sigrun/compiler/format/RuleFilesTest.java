package dev.sigrun.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void createFiles() throws IOException {
    for (String name :
        List.of(
            "a.toml",
            "b/c.toml",
            "b/d/e.toml",
            "b/c.test.toml",
            "b/README.md",
            "b/_deprecated/f.toml",
            ".git/g.toml",
            "b/.h.toml",
            "z/")) {
      Path file = folder.resolve(name);
      if (name.endsWith("/")) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
      }
    }
    Files.createSymbolicLink(folder.resolve("b/loop"), folder);
  }

  static Stream<Arguments> searches() {
    return Stream.of(
        arguments(List.of(""), List.of("a.toml", "b/c.toml", "b/d/e.toml"), ""),
        arguments(
            List.of("b", "a.toml", "b/c.toml"),
            List.of("b/c.toml", "b/d/e.toml", "b/loop/a.toml"),
            ""),
        arguments(List.of("**/*.toml"), List.of("a.toml", "b/c.toml", "b/d/e.toml"), ""),
        arguments(List.of("*.toml"), List.of("a.toml"), ""),
        arguments(List.of("b/?.toml"), List.of("b/c.toml"), ""),
        arguments(
            List.of("{a,b/[!x-z]}.toml", "b/**"), List.of("a.toml", "b/c.toml", "b/d/e.toml"), ""),
        arguments(List.of("b/_deprecated"), List.of("b/_deprecated/f.toml"), ""),
        arguments(List.of("b/_deprecated/f.toml"), List.of("b/_deprecated/f.toml"), ""),
        arguments(
            List.of("b/c.test.toml"),
            List.of(),
            "RUL109 This is the test of a rule. Name the rule itself, or run its tests: sigrun"
                + " test."),
        arguments(List.of("b/c.test.toml", "b/c.toml"), List.of("b/c.toml"), ""),
        arguments(List.of("none.toml"), List.of(), "RUL101 There is no such file or folder."),
        arguments(
            List.of("none/**/*.toml"),
            List.of(),
            "RUL102 No rule file found here: none has a name that ends in '.toml' or '.yml' or '.yaml'."),
        arguments(
            List.of("z"),
            List.of(),
            "RUL102 No rule file found here: none has a name that ends"
                + " in '.toml' or '.yml' or '.yaml'."),
        arguments(
            List.of("b/README.md"),
            List.of(),
            "RUL103 This is not a rule file: its name does not end in '.toml' or '.yml' or '.yaml'."),
        arguments(
            List.of("b/[x"),
            List.of(),
            "RUL104 This is not a valid path or path pattern: A bracket is not closed."),
        arguments(List.of("b/\u0000"), List.of(), "RUL101 There is no such file or folder."));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsRuleFiles(List<String> arguments, List<String> expected, String diagnostics) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> found =
        RuleFiles.find(
            arguments.stream().map(name -> folder + "/" + name).toList(),
            CompilerOptions.defaults().formats(),
            sink);
    assertThat(found.stream().map(file -> folder.relativize(file).toString())).isEqualTo(expected);
    assertThat(Diagnosed.all(sink).replace("1:1 ", "")).isEqualTo(diagnostics);
  }

  /** Even if the argument does not name what lies beside a rule. */
  @ParameterizedTest
  @ValueSource(strings = {"b/c.toml", "b/?.toml", "b/*", "b/{c,x}.toml"})
  void whatLiesBesideARuleComesWithIt(String argument) throws IOException {
    Path beside = folder.resolve("b/c.exceptions.toml");
    DiagnosticSink sink = new DiagnosticSink();
    Files.writeString(beside, "");
    List<String> arguments = List.of(folder + "/" + argument);

    assertThat(RuleFiles.find(arguments, CompilerOptions.defaults().formats(), sink))
        .containsOnlyOnce(folder.resolve("b/c.toml"), beside);
    assertThat(sink.diagnostics()).isEmpty();

    Files.delete(beside);
    Files.createSymbolicLink(beside, Path.of("nowhere"));
    assertThat(RuleFiles.find(arguments, CompilerOptions.defaults().formats(), sink))
        .containsExactly(folder.resolve("b/c.toml"));
    assertThat(sink.diagnostics())
        .singleElement()
        .matches(report -> report.code().equals("RUL110"));
  }

  @Test
  void linksThatLeadNowhereAreReported() throws IOException {
    Path dead = Files.createSymbolicLink(folder.resolve("b/dead.toml"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("b/notes"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("b/alive.toml"), Path.of("c.toml"));
    for (Path argument : List.of(folder, dead, folder.resolve("b/d*.toml"))) {
      DiagnosticSink sink = new DiagnosticSink();
      RuleFiles.find(List.of(argument.toString()), CompilerOptions.defaults().formats(), sink);
      assertThat(Diagnosed.all(sink))
          .contains("1:1 RUL110 This link points to a missing file. Fix or remove it.")
          .doesNotContain("RUL105");
      assertThat(sink.diagnostics())
          .anyMatch(report -> report.source().name().equals(dead.toString()));
    }
  }

  @Test
  void unreadableFoldersAreReportedAndOthersSearched() throws IOException {
    Path closed = folder.resolve("b/d");
    assumeTrue(closed.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(closed);
    Files.setPosixFilePermissions(closed, Set.of());
    try {
      assumeFalse(Files.isReadable(closed), "this user may read everything");
      DiagnosticSink sink = new DiagnosticSink();
      List<Path> found =
          RuleFiles.find(List.of(folder.toString()), CompilerOptions.defaults().formats(), sink);
      assertThat(found).extracting(Path::getFileName).extracting(Path::toString).contains("c.toml");
      assertThat(Diagnosed.all(sink))
          .isEqualTo("1:1 RUL105 This cannot be read: access is denied.");
      assertThat(sink.diagnostics().get(0).source().name()).isEqualTo(closed.toString());
    } finally {
      Files.setPosixFilePermissions(closed, permissions);
    }
  }

  /** Unlike permissions, the length of paths binds every user. */
  @Test
  void foldersThatTheSystemRefusesAreReported() throws IOException {
    String name = "x".repeat(200);
    Path outer = folder;
    Path inner = folder.resolve("b/d");
    try {
      while (outer.toString().length() < 3_800) {
        outer = Files.createDirectory(outer.resolve(name));
      }
      for (int i = 0; i < 3; i++) {
        inner = Files.createDirectory(inner.resolve(name));
      }
    } catch (FileSystemException shorterPaths) {
      assumeTrue(false, "this system refuses to create long paths");
    }
    Path moved = Files.move(folder.resolve("b/d"), outer.resolve("d"));
    try {
      DiagnosticSink sink = new DiagnosticSink();
      List<Path> found =
          RuleFiles.find(List.of(folder.toString()), CompilerOptions.defaults().formats(), sink);
      assertThat(found).extracting(Path::getFileName).extracting(Path::toString).contains("c.toml");
      assertThat(Diagnosed.all(sink))
          .isEqualTo("1:1 RUL105 This cannot be read: File name too long.");
    } finally {
      Files.move(moved, folder.resolve("b/d"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FF, 1:1 RUL107 Byte 0xFF is not valid UTF-8. Save the file as UTF-8.",
    "610A62C328, 2:2 RUL107 Byte 0xC3 is not valid UTF-8. Save the file as UTF-8.",
    "61E282, 1:2 RUL107 Byte 0xE2 is not valid UTF-8. Save the file as UTF-8.",
  })
  void textMustBeUtf8(String hex, String expected) throws IOException {
    Path file = folder.resolve("x.toml");
    Files.write(file, HexFormat.of().parseHex(hex));
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(RuleFiles.load(file, sink)).isEmpty();
    assertThat(Diagnosed.all(sink)).isEqualTo(expected);
  }

  @Test
  void loadsUtf8() throws IOException {
    Path file = folder.resolve("x.toml");
    Files.write(file, "\u00e9\ud83d\ude00\r\n".getBytes(StandardCharsets.UTF_8));
    SourceText text = RuleFiles.load(file, new DiagnosticSink()).orElseThrow();
    assertThat(text.content()).isEqualTo("\u00e9\ud83d\ude00\r\n");
    assertThat(text.name()).isEqualTo(file.toString());
  }

  @Test
  void unreadableAndEndlessFilesAreDiagnosed() {
    DiagnosticSink missing = new DiagnosticSink();
    assertThat(RuleFiles.load(folder.resolve("none.toml"), missing)).isEmpty();
    assertThat(Diagnosed.all(missing))
        .isEqualTo("1:1 RUL106 The file cannot be read: it does not exist.");
    Path zero = Path.of("/dev/zero");
    if (Files.exists(zero)) {
      DiagnosticSink endless = new DiagnosticSink();
      assertThat(RuleFiles.load(zero, endless)).isEmpty();
      assertThat(Diagnosed.all(endless))
          .isEqualTo("1:1 RUL108 The file is longer than 10485760 bytes.");
    }
  }
}
