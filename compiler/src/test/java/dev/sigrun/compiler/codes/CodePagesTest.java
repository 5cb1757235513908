package dev.sigrun.compiler.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.codes.CodeExample.Form;
import dev.sigrun.compiler.codes.CodeExample.Setting;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.language.sigma.pipeline.Pipeline;
import dev.sigrun.compiler.language.sigma.pipeline.PipelineReader;
import dev.sigrun.compiler.language.sigma.pipeline.PipelinedData;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.MappingReader;
import dev.sigrun.compiler.project.ProjectReader;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.CodeFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages cover every code, and their examples are true. */
class CodePagesTest {
  private static final CodeFiles FILES = CodeFiles.in("dev/sigrun/compiler/codes");
  private static final String AS_KIBANA = " --as-kibana";

  /** The file of kinds is what the classes say that report them; every kind has a page. */
  @Test
  void everyCodeHasAPageAndNoOther() {
    FILES.checkLists(
        DiagnosticKind.class,
        DiagnosticKind.class,
        kind -> kind.code() + " " + kind.severity().label() + " " + kind.message());
    assertThat(FILES.codes())
        .containsExactlyInAnyOrderElementsOf(
            CodePages.ofCompiler().stream().map(CodePage::code).toList());
  }

  @Test
  void textsAreSentences() {
    assertThat(CodePages.ofCompiler())
        .allSatisfy(page -> assertThat(page.why()).as(page.code()).matches("[A-Z'\":?].*[.]"))
        .flatExtracting(page -> page.noExample().stream().toList())
        .allSatisfy(sentence -> assertThat(sentence).asString().matches("[A-Z'].*[.]"));
  }

  static Stream<CodePage> pagesWithExamples() {
    return CodePages.ofCompiler().stream().filter(page -> page.example().isPresent());
  }

  @ParameterizedTest
  @MethodSource("pagesWithExamples")
  void examplesGiveTheCodeAndMendedOnesDoNot(CodePage page) {
    CodeExample example = page.example().orElseThrow();

    assertThat(check(example, example.wrong()))
        .extracting(Diagnostic::code)
        .as(page.code())
        .contains(page.code());
    assertThat(check(example, example.mended()))
        .as(page.code())
        .noneMatch(diagnostic -> diagnostic.code().equals(page.code()))
        .noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  private static List<Diagnostic> check(CodeExample example, String lines) {
    String file = ExampleFiles.complete(example.form(), lines);
    String name = ExampleFiles.name(example.form());
    SourceText text = SourceText.of(name, file);
    DiagnosticSink sink = new DiagnosticSink();
    switch (example.form()) {
      case EQL, KUERY, ESQL, RULE, SIGMA -> {
        return checkRules(example, List.of(RuleSources.File.of(name, file)));
      }
      case EXCEPTIONS -> {
        List<RuleSources.File> files = new ArrayList<>();
        files.add(RuleSources.File.of("example.toml", ExampleFiles.complete(Form.RULE, "")));
        example
            .setting()
            .file(Form.SIGMA)
            .ifPresent(rule -> files.add(RuleSources.File.of("sigma.yml", sigma(example))));
        files.add(RuleSources.File.of(name, file));
        return checkRules(example, files);
      }
      case MAPPING ->
          MappingReader.read(text, sink)
              .ifPresent(mapping -> exported(mapping).forEach(r -> sink.add(r.diagnostic())));
      case PIPELINE -> applied(text, sigma(example), sink);
      case PROJECT -> ProjectReader.read(text, sink);
      case SCHEMA -> SchemaReader.read(text, sink);
      case TEST -> throw new IllegalStateException("The module of tests has those.");
    }
    return sink.diagnostics();
  }

  private static String sigma(CodeExample example) {
    return ExampleFiles.complete(Form.SIGMA, example.setting().file(Form.SIGMA).orElse(""));
  }

  /** Reports about a pipeline, and about a rule that it changes. */
  private static void applied(SourceText pipeline, String rule, DiagnosticSink sink) {
    Optional<Pipeline> read = PipelineReader.read(pipeline, sink);
    CompilerOptions options =
        CompilerOptions.defaults()
            .withSigmaData(new PipelinedData(read.stream().toList(), SigmaData.flat()));
    RuleCompiler.create(options)
        .compileAll(SourceText.of("example.yml", rule))
        .forEach(compilation -> compilation.diagnostics().forEach(sink::add));
  }

  /** The events of a pipeline, or of one that is built in. */
  private static SigmaData events(String pipeline) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EventForm> form = EventForm.named(pipeline);
    SourceText text = SourceText.of("example.pipeline.yml", pipeline + "\n");
    SigmaData events =
        new EventChoice(form, form.isPresent() ? List.of() : List.of(text), Map.of())
            .data(EventForm.AUTO, sink);
    assertThat(sink.diagnostics()).isEmpty();
    return events;
  }

  /** What an export of the rule of the examples with this mapping has to say. */
  private static List<Reason> exported(FieldMapping mapping) {
    SourceText rule = SourceText.of("example.toml", ExampleFiles.complete(Form.RULE, ""));
    ExportOptions options = new ExportOptions(mapping, false, Schema.bundled());
    return RuleCompiler.create(CompilerOptions.defaults())
        .compile(rule)
        .emit(Backends.builtIn(options).byName("splunk").orElseThrow())
        .map(Artifact::reasons)
        .orElseThrow();
  }

  private static List<Diagnostic> checkRules(CodeExample example, List<RuleSources.File> files) {
    RuleSources sources = new RuleSources(files, List.of());
    Setting setting = example.setting();
    List<SourceText> schemas =
        setting.file(Form.SCHEMA).stream()
            .map(schema -> SourceText.of("schema.json", schema))
            .toList();
    CompilerOptions any =
        CompilerOptions.defaults().withSchemas(schemas, !schemas.isEmpty(), new DiagnosticSink());
    CompilerOptions options =
        setting
            .file(Form.PIPELINE)
            .map(pipeline -> any.withSigmaData(events(pipeline)))
            .orElse(any);
    CheckedRules rules = CheckedRules.compile(sources, options, CompileProgress.NONE);
    List<Diagnostic> all = new ArrayList<>(rules.diagnostics());
    setting.target().ifPresent(name -> all.addAll(exported(rules, setting, name, options)));
    return all;
  }

  private static List<Diagnostic> exported(
      CheckedRules rules, Setting setting, String name, CompilerOptions options) {
    if (name.equals(Setting.JAVA)) {
      return rules.rules().stream()
          .flatMap(rule -> rule.compilation().stream())
          .flatMap(rule -> rule.emit(JavaBackend.create(JavaBackend.Options.defaults())).stream())
          .flatMap(artifact -> artifact.refusals().stream())
          .toList();
    }
    String target = name.replace(AS_KIBANA, "");
    ExportOptions export =
        new ExportOptions(mapping(setting), !target.equals(name), options.schema());
    return rules.export(Backends.builtIn(export).byName(target).orElseThrow()).artifacts().stream()
        .flatMap(artifact -> artifact.reasons().stream())
        .map(Reason::diagnostic)
        .toList();
  }

  private static FieldMapping mapping(Setting setting) {
    return setting
        .file(Form.MAPPING)
        .map(text -> SourceText.of("mapping.toml", text))
        .map(text -> MappingReader.read(text, new DiagnosticSink()).orElseThrow())
        .orElse(FieldMapping.none());
  }
}
