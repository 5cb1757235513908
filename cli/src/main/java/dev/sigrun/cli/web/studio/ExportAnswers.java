package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.BundledMappings;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.LiveRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.workspace.RuleProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule on the page in Java and in the languages of other systems. */
final class ExportAnswers {
  /** Rules of Sigma may refer to rules of other files, up to this many. */
  private static final int MOST_TOGETHER = 500;

  private final Workbench workbench;
  private final CompilerOptions exported;

  /**
   * Answers about exports.
   *
   * @param exported how rules are compiled to be exported: other systems have events of one form
   */
  ExportAnswers(Workbench workbench, CompilerOptions exported) {
    this.workbench = workbench;
    this.exported = exported;
  }

  /** The Java of the rule. */
  Map<String, @Nullable Object> java(Question question) {
    RuleText text = RuleText.of(workbench, question);
    GeneratedJava java = Compiled.java(List.of(text.analyzed()), text.options());
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put(
        "sources",
        java.sources().stream()
            .filter(source -> !source.qualifiedName().equals(java.setName()))
            .map(ExportAnswers::source)
            .toList());
    answer.put("refusals", Places.diagnostics(java.refusals(), Optional.of(text.file())));
    return answer;
  }

  private static Map<String, @Nullable Object> source(JavaSource source) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("name", source.path().substring(source.path().lastIndexOf('/') + 1));
    json.put("text", source.content());
    return json;
  }

  /** The rule in each language, how exact it is there, and why. */
  Map<String, @Nullable Object> exports(Question question) {
    FieldMapping mapping =
        BundledMappings.named(question.text("mapping"))
            .orElseThrow(() -> RefusedException.missing("There is no such mapping."));
    RuleText text = RuleText.of(workbench, question);
    CheckedRule rule = exportable(text, question);
    List<Map<String, @Nullable Object>> targets = new ArrayList<>();
    for (ExportBackend backend :
        Backends.builtIn(new ExportOptions(mapping, false, exported.schema())).all()) {
      rule.compilation()
          .flatMap(compilation -> compilation.emit(backend))
          .ifPresent(artifact -> targets.add(target(backend, artifact, text.file())));
    }
    if (targets.isEmpty()) {
      throw RefusedException.wrong(
          rule.analyzed().isPresent()
              ? "The rule is a part of others and raises no alerts of its own."
              : "The rule has errors.");
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("targets", targets);
    answer.put("mappings", BundledMappings.names());
    return answer;
  }

  /** The rule as it is exported: rules of Sigma are then about events of one form. */
  private CheckedRule exportable(RuleText text, Question question) {
    boolean isSigma = !text.file().endsWith(".toml");
    List<CheckedRule> rules = isSigma ? together(text.file(), question) : text.rules();
    return rules.stream()
        .filter(rule -> rule.compilation().isPresent())
        .findFirst()
        .orElseThrow(() -> RefusedException.wrong("The rule has errors."));
  }

  private List<CheckedRule> together(String file, Question question) {
    LiveRules live = new LiveRules(exported);
    live.update(workbench.ask(ExportAnswers::sigma));
    return live.preview(RuleSources.File.of(file, question.text("text")));
  }

  private static List<RuleSources.File> sigma(RuleProject project) {
    List<RuleSources.File> files = new ArrayList<>();
    for (Path path : project.ruleFiles()) {
      boolean isSigma = !path.toString().endsWith(".toml");
      if (isSigma && files.size() < MOST_TOGETHER) {
        project.text(path).map(ExportAnswers::file).ifPresent(files::add);
      }
    }
    return files;
  }

  private static RuleSources.File file(SourceText text) {
    return RuleSources.File.of(text.name(), text.content());
  }

  private static Map<String, @Nullable Object> target(
      ExportBackend backend, Artifact artifact, String file) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("target", backend.name());
    json.put("fidelity", artifact.fidelity().label());
    json.put("direction", Answer.orNull(artifact.fidelity().direction()));
    json.put("reasons", Answer.list(artifact.reasons(), reason -> reason(reason, file)));
    json.put("text", Answer.orNull(artifact.text()));
    return json;
  }

  private static Map<String, @Nullable Object> reason(Reason reason, String file) {
    Diagnostic diagnostic = reason.diagnostic();
    Map<String, @Nullable Object> json = Places.diagnostic(diagnostic, Optional.of(file));
    json.put(
        "effect",
        reason.effect() == Fidelity.EXACT
            ? "remark"
            : reason.effect().direction().orElse(reason.effect().label()));
    return json;
  }
}
