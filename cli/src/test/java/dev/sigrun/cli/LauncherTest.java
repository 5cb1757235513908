package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code sigrun}, over a small program that prints how Java was started. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final String MAIN =
      """
      package dev.sigrun.cli;
      public class Main {
        public static void main(String[] arguments) {
          System.out.println(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
          System.out.println("columns: " + System.getenv("COLUMNS"));
        }
      }
      class TrainingRun {
        public static void main(String[] arguments) {}
      }
      """;

  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void layOutACheckoutThatIsBuilt() throws IOException {
    cache = folder.resolve("cache");
    Path target = Files.createDirectories(folder.resolve("cli/target/quick"));
    Files.createDirectory(target.resolve("lib"));
    Files.copy(Path.of("..", "sigrun"), folder.resolve("sigrun"));
    Path classes = folder.resolve("classes");
    CompiledSource.write("dev.sigrun.cli.Main", MAIN, classes);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.sigrun.cli.Main");
    try (OutputStream file = Files.newOutputStream(target.resolve("sigrun-cli.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      for (String name : List.of("Main", "TrainingRun")) {
        String entry = "dev/sigrun/cli/" + name + ".class";
        jar.putNextEntry(new JarEntry(entry));
        Files.copy(classes.resolve(entry), jar);
      }
    }
    Files.createFile(target.resolve("sigrun.stamp"));
  }

  @Test
  void theFirstCallMakesAnArchiveOnlyThisUserCanWrite() throws Exception {
    Result first = sigrun("check");
    assertThat(first.err()).contains("preparing faster startup");
    assertThat(first.out()).contains("-XX:SharedArchiveFile=" + archive());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");

    Result second = sigrun("check");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("-XX:SharedArchiveFile=" + archive());
  }

  @Test
  void anArchiveThatOthersCanWriteIsNotUsed() throws Exception {
    sigrun("check");
    Files.setPosixFilePermissions(archive(), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(sigrun("check").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void aFolderThatOthersCanWriteIsNotUsed() throws Exception {
    Files.createDirectory(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    Result result = sigrun("check");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("SharedArchiveFile");
    assertThat(cache.resolve("start")).isEmptyDirectory();
  }

  @Test
  void aDamagedArchiveIsPassedOver() throws Exception {
    sigrun("check");
    Path archive = archive();
    Files.delete(archive);
    Files.writeString(archive, "nonsense");
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
    Result result = sigrun("check");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aCacheThatCannotBeMadeCostsNothing() throws Exception {
    Files.writeString(cache, "a file");
    Result result = sigrun("check");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("SharedArchiveFile");
  }

  /** The optimizing compiler costs processor time that only many events repay. */
  @ParameterizedTest
  @CsvSource({
    "run,   events.ndjson,            1000,      false",
    "run,   events.ndjson,            500000000, false",
    "run,   events.ndjson,            500000001, true",
    "run,   events.ndjson.gz,         50000000,  false",
    "run,   events.ndjson.gz,         50000001,  true",
    "run,   events.ndjson.zst,        50000001,  true",
    "run,   a name with blanks.json,  500000001, true",
    "run,   rules.jar,                1000,      true",
    "run,   '',                       0,         true",
    "query, events.ndjson,            1000,      false",
    "query, events.ndjson,            500000001, true",
    "backtest, events.ndjson,         1000,      false",
    "backtest, events.ndjson,         500000001, true",
    "check, events.ndjson,            500000001, false",
  })
  void compilesForSpeedOnlyIfThereAreManyEvents(
      String command, String name, long size, boolean optimizing) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    if (!name.isEmpty()) {
      Path events = folder.resolve(name);
      try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "rw")) {
        file.setLength(size);
      }
      arguments.add(events.toString());
    }
    assertThat(sigrun(arguments.toArray(String[]::new)).out().contains("TieredStopAtLevel=1"))
        .isNotEqualTo(optimizing);
  }

  /** The end of standard input is not known, whatever files come before it. */
  @Test
  void compilesForSpeedIfItReadsStandardInput() throws Exception {
    Path events = Files.writeString(folder.resolve("events.ndjson"), "{}\n");
    assertThat(sigrun("run", events.toString(), "-").out()).doesNotContain("TieredStopAtLevel");
  }

  /** Standard output belongs to the protocol, and a server runs for hours. */
  @Test
  void keepsJavaFromWritingIntoTheProtocol() throws Exception {
    sigrun("check");
    Result result = sigrun("lsp");
    assertThat(result.out())
        .contains("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning:stderr")
        .contains("-XX:SharedArchiveFile=" + archive())
        .doesNotContain("TieredStopAtLevel");
  }

  /** Shells do not export the width of the terminal, on which tables depend. */
  @Test
  void passesTheWidthOfTheTerminalOn() throws Exception {
    assertThat(sigrun("check").out()).contains("columns: null");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (bsdutils) is missing");
    String line = "stty cols 123; exec sh '" + folder.resolve("sigrun") + "' check";
    assertThat(run("/usr/bin/script", "-qec", line, "/dev/null").out()).contains("columns: 123");
  }

  private Path archive() throws IOException {
    try (Stream<Path> made = Files.list(cache.resolve("start"))) {
      List<Path> archives = made.toList();
      assertThat(archives).hasSize(1);
      return archives.get(0);
    }
  }

  private record Result(int exitCode, String out, String err) {}

  private Result sigrun(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", folder.resolve("sigrun").toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private Result run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("SIGRUN_CACHE", cache.toString());
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.remove("COLUMNS");
    variables.remove("SIGRUN_JAVA_OPTS");
    variables.remove("JAVA_TOOL_OPTIONS");
    int exitCode = builder.start().waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }
}
