package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeveritiesTest {
  /** A question mark, which is hardly meant, and two keys that Elastic's rules never have. */
  private static final String RULE =
      RuleText.of(
          RuleText.id(1),
          "[Okta] New admin",
          "kuery",
          "process.name: cmd?.exe",
          "license = \"\"",
          "version = 3");

  static Stream<Arguments> settings() {
    Severities defaults = Severities.DEFAULTS;
    return Stream.of(
        Arguments.of(
            defaults,
            Compilation.Outcome.COMPILED,
            "RUL013 warning, KQL035 warning, RUL058 warning, RUL011 warning"),
        Arguments.of(
            defaults.withElasticConventions(),
            Compilation.Outcome.FAILED,
            "RUL013 error, KQL035 warning, RUL058 error, RUL011 error"),
        Arguments.of(
            defaults.withWarningsAsErrors(),
            Compilation.Outcome.FAILED,
            "RUL013 error, KQL035 error, RUL058 error, RUL011 error"),
        Arguments.of(
            defaults.with("KQL035", Severities.Weight.ERROR),
            Compilation.Outcome.FAILED,
            "RUL013 warning, KQL035 error, RUL058 warning, RUL011 warning"),
        Arguments.of(
            defaults.with("KQL035", Severities.Weight.OFF).with("RUL013", Severities.Weight.OFF),
            Compilation.Outcome.COMPILED,
            "RUL058 warning, RUL011 warning"),
        Arguments.of(
            defaults
                .withElasticConventions()
                .with("RUL011", Severities.Weight.WARNING)
                .with("RUL013", Severities.Weight.OFF)
                .with("RUL058", Severities.Weight.OFF),
            Compilation.Outcome.COMPILED,
            "KQL035 warning, RUL011 warning"),
        Arguments.of(
            defaults
                .with("KQL035", Severities.Weight.WARNING)
                .with("RUL011", Severities.Weight.WARNING)
                .with("RUL013", Severities.Weight.WARNING)
                .with("RUL058", Severities.Weight.WARNING)
                .withWarningsAsErrors(),
            Compilation.Outcome.COMPILED,
            "RUL013 warning, KQL035 warning, RUL058 warning, RUL011 warning"),
        Arguments.of(
            defaults.with("warnings=off").with("conventions=info").with("RUL011=error"),
            Compilation.Outcome.FAILED,
            "RUL013 info, RUL058 info, RUL011 error"),
        Arguments.of(
            defaults.with("warnings=error").with("warnings=info"),
            Compilation.Outcome.COMPILED,
            "RUL013 info, KQL035 info, RUL058 info, RUL011 info"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void weighReports(Severities severities, Compilation.Outcome outcome, String expected) {
    Compilation compilation = compile(severities, RULE);
    assertThat(compilation.outcome()).isEqualTo(outcome);
    assertThat(compilation.diagnostics())
        .extracting(d -> d.code() + " " + d.severity().label())
        .isEqualTo(List.of(expected.split(", ")));
  }

  @Test
  void errorsStayErrors() {
    Severities severities = Severities.DEFAULTS.with("KQL001", Severities.Weight.OFF);
    String rule = RuleText.of(RuleText.id(1), "Rule 1", "kuery", "process.name:");
    assertThat(compile(severities, rule).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("KQL001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KQL", "kql035", "KQL35", "KQL035 "})
  void refuseWhatIsNotACode(String code) {
    assertThatThrownBy(() -> Severities.DEFAULTS.with(code, Severities.Weight.OFF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + code
                + "' is not the code of a diagnostic, such as 'KQL101', or 'conventions' or"
                + " 'warnings'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KQL035", "KQL035=", "KQL035=Error", "KQL035=fatal", "error"})
  void refuseWhatIsNotASetting(String setting) {
    assertThatThrownBy(() -> Severities.DEFAULTS.with(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + setting
                + "' is not a severity. Write a code or group and one of error, warning, info,"
                + " off: 'KQL101=off', 'conventions=error'.");
  }

  /** Codes that no warning has, and the one that is meant. */
  @ParameterizedTest
  @CsvSource({"KQL055, KQL035", "RUL085, RUL055", "EQL15, ''", "KQL110, ''", "SPL013, ''"})
  void refuseCodesThatNoWarningHas(String code, String meant) {
    assertThatThrownBy(() -> Severities.DEFAULTS.with(code + "=off"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + code + "'")
        .hasMessageContaining(meant.isEmpty() ? "code" : "'" + meant + "'");
  }

  @Test
  void arePrintedAlikeHoweverTheyCameAbout() {
    Severities one = Severities.DEFAULTS.with("KQL035=off").withElasticConventions();
    Severities other =
        Severities.DEFAULTS.with("conventions=error").with("KQL035=info").with("KQL035=off");
    assertThat(one).hasToString("KQL035=off,conventions=error").hasToString(other.toString());
  }

  private static Compilation compile(Severities severities, String rule) {
    return RuleCompiler.create(CompilerOptions.defaults().withSeverities(severities))
        .compile(SourceText.of("rules/rule.toml", rule));
  }
}
