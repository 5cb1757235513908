package dev.sigrun.compiler.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.conventions.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages are complete, and what they say about targets is what exports say. */
class FunctionPagesTest {
  private static final Path FOLDER =
      Path.of("src", "main", "resources", "dev", "sigrun", "compiler", "functions");

  private static List<FunctionPage> pages() {
    return FunctionPages.of(CompilerOptions.defaults().languages());
  }

  @ParameterizedTest
  @ValueSource(strings = {"eql", "kql", "esql"})
  void theFileDescribesEveryFunctionAndNoOther(String language) throws IOException {
    Set<String> described = new TreeSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve(language + ".toml"))) {
      if (line.startsWith("[")) {
        described.add(line.replaceAll("^\\[['\"]?|['\"]?]$", ""));
      } else if (line.contains(" = { gives")) {
        described.add(line.substring(0, line.indexOf(' ')));
      }
    }

    assertThat(pages())
        .filteredOn(page -> page.language().equals(language))
        .extracting(FunctionPage::name)
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void examplesCompileUseTheFunctionAndAreExportedAsThePageSays() throws IOException {
    List<ExportBackend> backends = Backends.builtIn(ExportOptions.defaults()).all();
    StringBuilder targets = new StringBuilder();
    for (FunctionPage page : pages()) {
      if (page.example().isEmpty()) {
        continue;
      }
      String query = page.example().get();
      if (page.language().equals("eql")) {
        assertThat(query).contains(page.name() + "(");
      }
      Compilation rule =
          ExportRules.query(page.language().equals("kql") ? "kuery" : page.language(), query);
      // The rule that the text is put into has it in double quotes.
      assertThat(rule.diagnostics()).as(query).allMatch(d -> d.code().equals("RUL052"));
      for (ExportBackend backend : backends) {
        Artifact artifact = rule.emit(backend).orElseThrow();
        targets.append(line(page, backend, artifact));
      }
    }
    Path file = FOLDER.resolve("targets.txt");
    if (GoldenFiles.areRenewed()) {
      Files.writeString(file, targets);
    }

    assertThat(Files.readString(file)).isEqualTo(targets.toString());
  }

  private static String line(FunctionPage page, ExportBackend backend, Artifact artifact) {
    String codes =
        artifact.reasons().stream()
            .map(reason -> reason.code())
            .distinct()
            .collect(Collectors.joining(", "));
    return "%s %s %s %s%s\n"
        .formatted(
            page.language(),
            page.name(),
            backend.name(),
            artifact.fidelity().label(),
            codes.isEmpty() ? "" : " (" + codes + ")");
  }

  @Test
  void signaturesAreThoseOfTheTables() {
    assertThat(pages())
        .extracting(FunctionPage::call)
        .contains(
            "indexOf(string, string, [integer]): number",
            "cidrMatch(ip field or computed string, constant CIDR block, ...): boolean",
            "concat(value, ...): string",
            "CASE(boolean, value, [value], ...): common type of the results",
            "NOW(): datetime");
    assertThat(pages())
        .filteredOn(page -> page.name().equals("indexOf"))
        .flatExtracting(FunctionPage::notes)
        .containsExactly(
            "indexOf~ ignores case",
            "Null if one of the first 2 arguments is null",
            "Null if nothing is found");
  }
}
