package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.testing.file.TestFile;
import dev.sigrun.testing.file.TestFileReader;
import dev.sigrun.testing.run.EventFieldLint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reports what is wrong with a test file before any test is run, in the words of {@code sigrun
 * test}.
 */
final class TestChecks {
  private TestChecks() {}

  static List<Diagnostic> check(Path test, RuleSources.File file, RuleProject project) {
    DiagnosticSink sink = new DiagnosticSink(project.options().severities());
    file.diagnostics().forEach(sink::add);
    TimePlaces times = TimePlaces.of(project.options().timestampField());
    Optional<TestFile> read =
        file.text().flatMap(source -> TestFileReader.read(test, source, times, sink));
    List<CheckedRule> rules = project.rules(project.ruleOf(test));
    if (read.isPresent() && read.get().schemas().isEmpty() && rules.size() == 1) {
      Optional<AnalyzedRule> rule = rules.get(0).analyzed();
      rule.ifPresent(
          analyzed -> EventFieldLint.check(read.get(), analyzed, project.options().schema(), sink));
    }
    return sink.diagnostics();
  }
}
