package dev.sigrun.maven;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.ruleset.InputDigest;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The events that a project applies Sigma rules to.
 *
 * @param choice what the project says
 * @param form the form of events if it does not
 * @param data what follows from both
 */
record SigmaEvents(EventChoice choice, EventForm form, SigmaData data) {
  /**
   * Loads what a project names.
   *
   * @param pipelines forms of events, and paths of pipelines
   * @param values those of placeholders
   * @param folder the one that paths are relative to
   * @param form the form of events if the project names none
   * @throws MojoExecutionException if something cannot be used
   */
  static SigmaEvents load(
      List<String> pipelines, List<String> values, Path folder, EventForm form, BuildLog log)
      throws MojoExecutionException {
    DiagnosticSink sink = new DiagnosticSink();
    try {
      EventChoice choice =
          EventChoice.of(pipelines, values, path -> RuleFiles.load(folder.resolve(path), sink));
      SigmaData data = choice.data(form, sink);
      log.report(sink.diagnostics());
      if (sink.hasErrors()) {
        throw new MojoExecutionException("A pipeline cannot be used, see above.");
      }
      return new SigmaEvents(choice, form, data);
    } catch (IllegalArgumentException e) {
      log.report(sink.diagnostics());
      throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
    }
  }

  void addTo(InputDigest digest) {
    digest.add(form.id());
    choice.settings().forEach(setting -> digest.add("pipeline").add(setting));
  }
}
