package dev.sigrun.compiler.backend.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.javac.MemoryClassLoader;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars on disk. */
class RuleJarTest {
  @TempDir private Path folder;

  private static RuleJar jar() throws MissingJavaCompilerException {
    return RuleJar.compile(GeneratedRules.emit(GeneratedRules.eql("any where user.name == \"a\"")));
  }

  @Test
  void aJarIsFoundAsAService() throws Exception {
    Path file = folder.resolve("deep/down/rules.jar");
    jar().write(file);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {file.toUri().toURL()}, CompiledRules.class.getClassLoader())) {
      assertThat(RuleSet.load(loader).rules())
          .extracting(Rule::ruleId)
          .containsExactly(GeneratedRules.ID);
    }
  }

  /** Java keeps jars open for all who read them later. */
  @Test
  void aJarReplacedWhileItsRulesAreInUseIsReadAnew() throws Exception {
    Path file = folder.resolve("rules.jar");
    List<URLClassLoader> loaders = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      String rule =
          GeneratedRules.toml(
              GeneratedRules.ID, "Rule " + name, "eql", "any where user.name == \"" + name + "\"");
      RuleJar.compile(GeneratedRules.emit(GeneratedRules.analyze("rules/test.toml", rule)))
          .write(file);
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {file.toUri().toURL()}, CompiledRules.class.getClassLoader());
      loaders.add(loader);
      RuleSet set = RuleSet.load(loader);
      List<String> found = new ArrayList<>();
      set.newSession()
          .match(
              "{\"user\":{\"name\":\"%s\"}}".formatted(name).getBytes(UTF_8),
              0,
              21,
              (matched, event) -> found.add(matched.name()));
      assertThat(found).containsExactly("Rule " + name);
    }
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void aJarHoldsSortedEntriesOfAFixedTime() throws Exception {
    Path file = folder.resolve("rules.jar");
    jar().write(file);
    try (JarFile jar = new JarFile(file.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .containsExactly(
              "META-INF/MANIFEST.MF",
              "META-INF/services/dev.sigrun.runtime.compiled.CompiledRules",
              "dev/sigrun/generated/DetectionRules.class",
              "dev/sigrun/generated/Test.class",
              "dev/sigrun/generated/Test.json",
              "dev/sigrun/generated/rules.index");
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
      assertThat(jar.getManifest().getMainAttributes())
          .containsEntry(new Attributes.Name("Automatic-Module-Name"), "dev.sigrun.generated")
          .containsEntry(new Attributes.Name("Sigrun-Compiled-By"), "Sigrun")
          .containsEntry(new Attributes.Name("Sigrun-Contract"), "" + CompiledRules.CONTRACT)
          .containsEntry(new Attributes.Name("Sigrun-Rules"), "1");
      assertThat(jar.getManifest().getMainAttributes().getValue("Created-By")).startsWith("Sigrun");
    }
  }

  @Test
  void aJarReplacesTheOneBeforeAndLeavesNothingElse() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.jar"), "old");
    jar().write(file);
    assertThat(file).hasBinaryContent(jar().toBytes());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws Exception {
    Path taken = Files.createDirectories(folder.resolve("rules.jar/inside"));
    assertThatThrownBy(() -> jar().write(taken.getParent())).isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aBrokenClassCostsItsRuleOnlyAndIsLoadedOnlyWhenAnEventNeedsIt() throws Exception {
    String query = "any where user.name == \"%s\"";
    Map<String, byte[]> files =
        new TreeMap<>(
            RuleJar.compile(
                    GeneratedRules.emit(
                        GeneratedRules.analyze(
                            "a.toml",
                            GeneratedRules.toml(id(1), "Rule A", "eql", query.formatted("a"))),
                        GeneratedRules.analyze(
                            "b.toml",
                            GeneratedRules.toml(id(2), "Rule B", "eql", query.formatted("b")))))
                .files());
    files.put("dev/sigrun/generated/B.class", new byte[] {1});
    RuleSet rules =
        RuleSet.of(
            new MemoryClassLoader(files, CompiledRules.class.getClassLoader())
                .loadClass("dev.sigrun.generated.DetectionRules")
                .asSubclass(CompiledRules.class)
                .getConstructor()
                .newInstance());
    assertThat(answers(rules, "a")).containsExactly("Rule A");
    assertThat(answers(rules, "b"))
        .singleElement()
        .asString()
        .startsWith("Rule B: The matcher of the rule " + id(2) + " cannot be loaded: ");
    assertThat(answers(rules, "c")).isEmpty();
  }

  private static String id(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }

  private static List<String> answers(RuleSet rules, String user) throws EventFormatException {
    List<String> answers = new ArrayList<>();
    rules.match(
        rules.reader().read(("{\"user.name\":\"" + user + "\"}").getBytes(UTF_8)),
        new MatchListener() {
          @Override
          public void matched(Rule rule, Event event) {
            answers.add(rule.name());
          }

          @Override
          public void failed(Rule rule, Event event, RuntimeException failure) {
            answers.add(rule.name() + ": " + failure.getMessage());
          }
        });
    return answers;
  }

  @Test
  void sourcesThatJavacRefusesAreABug() {
    GeneratedJava broken =
        new GeneratedJava(
            "a.B",
            List.of(),
            List.of(),
            List.of(),
            List.of(new JavaSource("a.B", "a/B.java", "package a; class B { int }")),
            List.of(),
            List.of());
    assertThatThrownBy(() -> RuleJar.compile(broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a/B.java");
  }
}
