package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ExportTargets;
import dev.sigrun.compiler.testing.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the pack in every target, as a reader finds them in {@code generated-examples}. */
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
          "rules/kubernetes/execution_debug_image_new_in_namespace.toml");

  @Test
  void areWhatTheTargetsWriteNow() throws IOException {
    List<Exportable> rules = new ArrayList<>();
    for (String path : RULES) {
      rules.add(ExportRules.of(path, Files.readString(PROJECT.resolve(path))));
    }
    List<TargetExports> exports =
        ExportTargets.all(ExportOptions.defaults()).stream()
            .map(target -> TargetExports.of(target, rules))
            .toList();
    List<String> written = new ArrayList<>(List.of("README.md", "report.json"));
    for (TargetExports target : exports) {
      for (ExportFile file : target.files()) {
        GOLDEN.check(target.target(), file.name(), file.content());
        written.add(target.target() + "/" + file.name());
      }
    }
    GOLDEN.check("", "report.json", ExportReport.json(exports, List.of()));
    assertThat(files()).containsExactlyInAnyOrderElementsOf(written);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> EXAMPLES.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
