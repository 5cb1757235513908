package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a release consists of, as its descriptor says, and the pages and files about it. */
class ReleaseTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path DESCRIPTOR = Path.of("src", "main", "assembly", "release.xml");

  /** Modules that are for the build and its tests only. */
  private static final List<String> NOT_SHIPPED =
      List.of("conventions", "oracle", "generated-examples", "stream-demo", "bom");

  @TempDir private Path folder;

  /** The unpacked archive. The class path of this test takes the place of the libraries. */
  private Path unpacked() throws IOException {
    Path home = folder.resolve("an opt/sigrun-1.0");
    List<String> sources = new ArrayList<>();
    for (Element file : XmlFiles.elements(DESCRIPTOR, "file")) {
      String source = XmlFiles.text(file, "source").orElseThrow();
      sources.add(source);
      Path target = home.resolve(XmlFiles.text(file, "outputDirectory").orElse(""));
      Files.createDirectories(target);
      if (source.startsWith("${project.basedir}")) {
        Path from = Path.of(source.replace("${project.basedir}", "."));
        Path to = target.resolve(from.getFileName());
        Files.copy(from, to);
        boolean runs = XmlFiles.text(file, "fileMode").orElse("").equals("0755");
        assertThat(to.toFile().setExecutable(runs)).isTrue();
      } else {
        jar(target.resolve(XmlFiles.text(file, "destName").orElseThrow()));
      }
    }
    assertThat(sources).hasSize(8).anyMatch(s -> s.endsWith("${project.build.finalName}.jar"));
    assertThat(
            XmlFiles.elements(DESCRIPTOR, "fileSet").stream()
                .map(
                    set ->
                        XmlFiles.text(set, "directory").orElseThrow()
                            + " "
                            + XmlFiles.text(set, "outputDirectory").orElseThrow()))
        .containsExactly(
            "${project.build.directory}/lib app/lib", "${project.basedir}/../licenses licenses");
    Files.createDirectories(home.resolve("app/lib"));
    return home;
  }

  private static void jar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "dev.sigrun.cli.Main");
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theLauncherRunsFromTheUnpackedArchiveAndBuildsNothing() throws Exception {
    Path home = unpacked();
    Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("sigrun"));
    Cli cli = new Cli(folder.resolve("work"));
    cli.rule("a", "eql", Rules.ALL);

    String version = run(link, "-V");
    String checked = run(home.resolve("sigrun"), "check", "rules");
    String demo = run(home.resolve("sigrun"), "stream-demo");

    assertThat(version).contains("sigrun ").doesNotContain("building");
    assertThat(checked).contains("1 rule: 1 compiled").doesNotContain("building");
    assertThat(demo).contains("Unmatched argument").contains("exit code 3");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "CHANGELOG.md",
              "LICENSE",
              "NOTICE",
              "README.txt",
              "app",
              "sigrun",
              "sigrun.cmd",
              "sigrun.ps1");
    }
  }

  private String run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder.resolve("work")).toFile())
            .redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("SIGRUN_CACHE", folder.resolve("cache").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out + "exit code " + process.waitFor();
  }

  /** No Windows runs these tests: what can be seen without one. */
  @Test
  void theLaunchersForWindowsStartTheSameJar() throws IOException {
    String cmd = Files.readString(Path.of("src/main/dist/sigrun.cmd"));
    assertThat(cmd).startsWith("@echo off\r\n").endsWith("exit /b %ERRORLEVEL%\r\n");
    assertThat(cmd.replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(cmd)
        .contains("\"%SIGRUN_APP%\\sigrun-cli.jar\" %*", "SIGRUN_APP=%~dp0app")
        .contains("if defined JAVA_HOME", "%SIGRUN_JAVA_OPTS%");
    String ps = Files.readString(Path.of("src/main/dist/sigrun.ps1"));
    assertThat(ps).contains("$PSScriptRoot", "'sigrun-cli.jar'", "$env:JAVA_HOME");
    assertThat(ps.stripTrailing()).endsWith("exit $LASTEXITCODE");
    assertThat(count(ps, '{')).isEqualTo(count(ps, '}'));
    assertThat(count(ps, '(')).isEqualTo(count(ps, ')'));
  }

  private static long count(String text, char c) {
    return text.chars().filter(each -> each == c).count();
  }

  /** What Maven Central asks of every module. */
  @Test
  void everyModuleHasItsMetadata() throws IOException {
    Path parent = PROJECT.resolve("pom.xml");
    assertThat(XmlFiles.children(parent))
        .contains("name", "description", "url", "licenses", "developers", "scm");
    for (String module : modules()) {
      assertThat(XmlFiles.children(PROJECT.resolve(module).resolve("pom.xml")))
          .as(module)
          .contains("name", "description");
    }
    String text = Files.readString(parent);
    assertThat(text).contains("maven-source-plugin", "maven-javadoc-plugin");
  }

  @Test
  void theBomHasAllThatShips() throws IOException {
    List<String> expected =
        modules().stream()
            .filter(module -> !NOT_SHIPPED.contains(module))
            .map(module -> "sigrun-" + module)
            .sorted()
            .toList();

    assertThat(
            XmlFiles.elements(PROJECT.resolve("bom/pom.xml"), "dependency").stream()
                .map(d -> XmlFiles.text(d, "artifactId").orElseThrow()))
        .isEqualTo(expected);
  }

  private static List<String> modules() throws IOException {
    String pom = Files.readString(PROJECT.resolve("pom.xml"));
    return matches("<module>([^<]+)</module>", pom.substring(0, pom.indexOf("</modules>")));
  }

  /** The arguments that Gradle would pass to the main class. */
  @Test
  void theRecipeForGradleCallsCommandsThatWork() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/gradle.md"));
    List<String> calls = matches("\n  args ([^\n]+)", page);
    assertThat(calls).hasSize(3);
    assertThat(page).contains("mainClass = '" + Main.class.getName() + "'");
    Cli cli = new Cli(folder);
    Path rule = cli.path("src/main/sigrun/shell.toml");
    assertThat(cli.run("new", "--author", "Ana", rule.toString()).exitCode()).isZero();
    for (String call : calls) {
      String[] arguments =
          matches("['\"]([^'\"]+)['\"]", call).stream()
              .map(word -> word.replace("$buildDir", "build"))
              .map(word -> word.contains("/") ? cli.path(word).toString() : word)
              .toArray(String[]::new);
      Cli.Result result = cli.run(arguments);
      assertThat(result.exitCode()).as(call + result.err()).isEqualTo(ExitCode.OK);
    }
    assertThat(cli.path("build/sigrun/rules.jar")).isRegularFile();
  }

  /** The modules and profiles in the commands of the pages exist. */
  @Test
  void thePageOnInstallingNamesWhatExists() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/install.md"));
    String pom = Files.readString(PROJECT.resolve("pom.xml"));
    List<String> projects = new ArrayList<>();
    matches("-pl ([a-z,-]+)", page).forEach(list -> projects.addAll(List.of(list.split(","))));
    assertThat(projects).contains("cli", "bom", "maven-plugin").isSubsetOf(modules());
    matches(" -P([a-z]+)", page)
        .forEach(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
    matches("-D(sigrun\\.[a-z]+)=", page)
        .forEach(property -> assertThat(pom).contains("<" + property + ">"));
    assertThat(page).contains("<version>" + version(pom) + "</version>");
  }

  private static String version(String pom) {
    return matches("<version>([^<]+)</version>", pom).get(0);
  }

  private static List<String> matches(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
