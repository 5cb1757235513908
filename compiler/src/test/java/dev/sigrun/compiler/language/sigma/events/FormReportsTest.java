package dev.sigrun.compiler.language.sigma.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of tests that a form of events cannot answer. */
class FormReportsTest {
  private static final String RULE =
      """
      title: Case
      logsource: %s
      detection:
        a:
          %s
        condition: a
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          AUTO;    {category: process_creation, product: windows}; User|re: x.*y;           SIG122 case.yml:5:5:
          ECS;     {category: process_creation, product: windows}; User|re: x.*y;           SIG121 case.yml:5:5:
          WINDOWS; {category: process_creation, product: windows}; User|re: x.*y;
          ECS;     {product: azure, service: auditlogs};           properties.message: x;   SIG123 case.yml:5:5:
          ECS;     {category: process_creation, product: windows}; User|fieldref: Image;    SIG126 case.yml:5:20:
          AUTO;    {category: process_creation, product: windows}; User|fieldref: Image;    SIG126 case.yml:5:20:
          WINDOWS; {category: process_creation, product: windows}; User|fieldref: Image;
          """)
  void areAtTheTestThatCannotBeAnswered(EventForm form, String source, String test, String report) {
    String rule = RULE.formatted(source, test);
    CompilerOptions defaults = CompilerOptions.defaults();
    CompilerOptions options =
        defaults.withLanguages(defaults.languages().with(new SigmaLanguage(new FormData(form))));
    List<Compilation> compiled =
        RuleCompiler.create(options).compileAll(SourceText.of("case.yml", rule));
    String reports =
        compiled.stream()
            .flatMap(compilation -> compilation.diagnostics().stream())
            .map(each -> each.code() + " " + each.toString().split(" ")[0])
            .collect(Collectors.joining("\n"));
    assertThat(reports).isEqualTo(report == null ? "" : report);
  }
}
