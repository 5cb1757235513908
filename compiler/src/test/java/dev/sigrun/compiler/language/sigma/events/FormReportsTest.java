package dev.sigrun.compiler.language.sigma.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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
          AUTO;    {category: process_creation, product: windows}; commandline: x;          SIG147 case.yml:5:5:
          FLAT;    {category: process_creation, product: windows}; image: x;
          AUTO;    {service: openssh, product: windows};           payload: x;
          AUTO;    {category: ps_module, product: windows};        payload: x;              SIG147 case.yml:5:5:
          AUTO;    {service: security, product: windows};          SubjectUserName|fieldref: TargetUserName;
          AUTO;    {service: security, product: windows};          SubjectUserName|fieldref: SubjectUserSid; SIG126 case.yml:5:31:
          AUTO;    {service: smbclient-connectivity, product: windows}; ServerAddress|cidr: 10.0.0.0/8;
          AUTO;    {service: system, product: windows};            param1|re: x.*y;
          """)
  void areAtTheTestThatCannotBeAnswered(EventForm form, String source, String test, String report) {
    assertThat(reports(form, RULE.formatted(source, test))).isEqualTo(report == null ? "" : report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          AUTO;    category: process_creation; User;            SIG118 case.yml:16:13:
          ECS;     category: process_creation; User;            SIG118 case.yml:16:13:
          WINDOWS; category: process_creation; User;
          AUTO;    category: process_creation; CommandLine;
          AUTO;    service: security;          TargetUserName;
          AUTO;    service: security;          SubjectUserName;
          WINDOWS; service: security;          IpAddress;
          AUTO;    service: system;            param1;
          AUTO;    service: applocker;         FilePath;
          """)
  void areAtTheFieldThatEventsHoldInPieces(
      EventForm form, String source, String field, String report) {
    String rules =
        """
        title: Base
        name: base
        logsource:
          %s
          product: windows
        detection:
          sel:
            Image: x
          condition: sel
        ---
        title: Many
        correlation:
          type: event_count
          rules: base
          timespan: 1m
          group-by: %s
          condition:
            gte: 2
        """
            .formatted(source, field);
    assertThat(reports(form, rules)).isEqualTo(report == null ? "" : report);
  }

  @Test
  void areAtTheFieldThatAlertsHoldInDifferentPlaces() {
    String rules =
        """
        title: Windows
        name: windows
        logsource:
          category: process_creation
          product: windows
        detection:
          sel:
            Image: x
          condition: sel
        ---
        title: Linux
        name: linux
        logsource:
          category: process_creation
          product: linux
        detection:
          sel:
            Image: x
          condition: sel
        ---
        title: Many
        name: many
        correlation:
          type: event_count
          rules: [windows, linux]
          timespan: 1m
          condition:
            gte: 2
        ---
        title: Again
        correlation:
          type: event_count
          rules: many
          timespan: 1h
          group-by: ParentImage
          condition:
            gte: 2
        """;
    assertThat(reports(EventForm.AUTO, rules)).isEqualTo("SIG115 case.yml:35:13:");
  }

  private static String reports(EventForm form, String rule) {
    CompilerOptions defaults = CompilerOptions.defaults();
    CompilerOptions options =
        defaults.withLanguages(defaults.languages().with(new SigmaLanguage(new FormData(form))));
    List<Compilation> compiled =
        RuleCompiler.create(options).compileAll(SourceText.of("case.yml", rule));
    return compiled.stream()
        .flatMap(compilation -> compilation.diagnostics().stream())
        .map(each -> each.code() + " " + each.toString().split(" ")[0])
        .collect(Collectors.joining("\n"));
  }
}
