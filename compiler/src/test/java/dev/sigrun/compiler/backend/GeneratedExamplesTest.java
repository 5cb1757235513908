package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules of the pack in every form, as a reader finds them in {@code generated-examples}: the five
 * with which the project started, in our words, and what else it takes to have one of each kind.
 */
class GeneratedExamplesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path EXAMPLES = PROJECT.resolve("generated-examples");
  private static final GoldenFiles GOLDEN = GoldenFiles.in(EXAMPLES, GeneratedExamplesTest.class);
  private static final List<String> RULES =
      List.of(
          "rules/container/discovery_kubelet_client_tool.toml",
          "rules/container/execution_package_installed_by_hand.toml",
          "rules/container/execution_prompt_in_container.toml",
          "rules/kubernetes/execution_api_request_from_container_prompt.toml",
          "rules/kubernetes/execution_debug_image_new_in_namespace.toml",
          "rules/cloud/impact_github_repositories_destroyed.toml",
          "rules/container/command_and_control_container_to_known_bad_address.toml",
          "rules/kubernetes/defense_evasion_admission_webhook_removed.toml",
          "rules/kubernetes/discovery_identity_probes_lists_and_acts.toml",
          "rules/kubernetes/execution_shell_in_pod.toml");

  /** Exports have the folders of their targets, Java this. */
  private static final String JAVA = "java";

  @Test
  void areWhatTheBackEndsWriteNow() throws IOException {
    List<Compilation> rules = new ArrayList<>();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    for (String path : RULES) {
      SourceText source = SourceText.of(path, Files.readString(PROJECT.resolve(path)));
      rules.add(compiler.compile(source));
    }
    Set<String> written = new TreeSet<>();
    checkJava(rules.stream().map(rule -> rule.analyzed().orElseThrow()).toList(), written);
    checkExports(rules, written);
    assertThat(generatedFiles(written)).containsExactlyElementsOf(written);
  }

  private static void checkJava(List<AnalyzedRule> rules, Set<String> written) {
    JavaBackend.Options names = new JavaBackend.Options("dev.sigrun.examples", "ExampleRules");
    GeneratedJava java = JavaBackend.create(names).emit(rules);
    assertThat(java.refused()).isEmpty();
    java.sources().forEach(source -> check(JAVA, source.path(), source.content(), written));
    for (JavaResource resource : java.resources()) {
      GOLDEN.check(JAVA, resource.path(), resource.bytes());
      written.add(JAVA + "/" + resource.path());
    }
  }

  private static void checkExports(List<Compilation> rules, Set<String> written) {
    List<TargetExports> exports =
        Backends.builtIn(ExportOptions.defaults()).all().stream()
            .map(backend -> ExportRules.exports(backend, rules))
            .toList();
    for (TargetExports target : exports) {
      target.files().forEach(file -> check(target.target(), file.name(), file.content(), written));
    }
    check(
        "",
        "report.json",
        ExportReport.json(new Exports(exports, List.of(), "ECS", List.of())),
        written);
  }

  private static void check(String folder, String file, String content, Set<String> written) {
    GOLDEN.check(folder, file, content);
    written.add(folder.isEmpty() ? file : folder + "/" + file);
  }

  /** All files but those of people and the build; others are deleted on renewal. */
  private static Set<String> generatedFiles(Set<String> written) throws IOException {
    Set<String> present = new TreeSet<>();
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = EXAMPLES.relativize(file).toString().replace('\\', '/');
        if (name.startsWith("target/") || Set.of("README.md", "pom.xml").contains(name)) {
          continue;
        }
        if (GoldenFiles.areRenewed() && !written.contains(name)) {
          Files.delete(file);
        } else {
          present.add(name);
        }
      }
    }
    return present;
  }
}
