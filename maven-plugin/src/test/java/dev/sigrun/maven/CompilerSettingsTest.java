package dev.sigrun.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters {@code severities}, {@code schemas} and {@code schemaComplete}. */
class CompilerSettingsTest {
  @TempDir private Path project;

  private CompilerOptions options(List<Path> schemas, boolean complete, Severities severities)
      throws MojoExecutionException {
    BuildLog log = new BuildLog(new SystemStreamLog(), project, project);
    SigmaEvents events = SigmaEvents.load(List.of(), List.of(), project, EventForm.AUTO, log);
    return CompilerSettings.load(
            schemas,
            new CompilerSettings.Reading(UnknownFields.KEYWORD, complete, Optional.empty()),
            new CompilerSettings.Judging(severities, events),
            log)
        .options();
  }

  @ParameterizedTest
  @CsvSource({
    "auto, '', ''",
    "windows, '', Event.System.TimeCreated",
    "windows, when, when",
    "ecs, when, when"
  })
  void timestampFieldsGoBeforeThoseOfTheForm(String pipeline, String field, String expected)
      throws MojoExecutionException {
    BuildLog log = new BuildLog(new SystemStreamLog(), project, project);
    SigmaEvents events =
        SigmaEvents.load(List.of(pipeline), List.of(), project, EventForm.AUTO, log);
    Optional<String> named = Optional.of(field).filter(name -> !name.isEmpty());
    CompilerOptions options =
        CompilerSettings.load(
                List.of(),
                new CompilerSettings.Reading(UnknownFields.KEYWORD, false, named),
                new CompilerSettings.Judging(Severities.DEFAULTS, events),
                log)
            .options();
    assertThat(options.timestampField().orElse("")).isEqualTo(expected);
  }

  private static Compilation compile(CompilerOptions options, String query, String... more) {
    String rule = RuleText.of(RuleText.id(1), "Rule 1", "kuery", query, more);
    return RuleCompiler.create(options).compile(SourceText.of("rule.toml", rule));
  }

  @ParameterizedTest
  @CsvSource({
    "conventions=error, FAILED, RUL058 error",
    "conventions=warning, COMPILED, RUL058 warning",
    "RUL058=off, COMPILED, ''",
    "warnings=error, FAILED, RUL058 error"
  })
  void severitiesReachTheCompiler(String setting, Compilation.Outcome outcome, String reports)
      throws MojoExecutionException {
    Compilation rule =
        compile(
            options(List.of(), false, Severities.DEFAULTS.with(setting)),
            "process.name: sh",
            "license = \"\"");
    assertThat(rule.outcome()).isEqualTo(outcome);
    assertThat(rule.diagnostics())
        .extracting(d -> d.code() + " " + d.severity().label())
        .isEqualTo(reports.isEmpty() ? List.of() : List.of(reports));
  }

  @Test
  void completeSchemaHasNoOtherFields() throws IOException, MojoExecutionException {
    Path schema = Files.writeString(project.resolve("fields.json"), "{\"k\":\"keyword\"}");
    List<Path> schemas = List.of(schema);
    assertThat(
            compile(options(schemas, false, Severities.DEFAULTS), "process.name: a").diagnostics())
        .isEmpty();
    assertThat(
            compile(options(schemas, true, Severities.DEFAULTS), "process.name: a").diagnostics())
        .extracting(Diagnostic::message)
        .anyMatch(message -> message.contains("process.name"));
    assertThatThrownBy(() -> options(List.of(), true, Severities.DEFAULTS))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("'schemaComplete' needs a schema");
  }
}
