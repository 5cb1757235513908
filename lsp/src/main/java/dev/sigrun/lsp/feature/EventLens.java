package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.lsp.events.EventCounts;
import dev.sigrun.lsp.workspace.Document;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;

/** Shows above a rule how many events of the project's files it matches. */
public final class EventLens {
  private EventLens() {}

  /** The lens of a rule file, once its events are counted; none without events. */
  public static List<CodeLens> of(Document document, EventCounts counts) {
    List<AnalyzedRule> rules =
        document.rules().stream().map(CheckedRule::analyzed).flatMap(Optional::stream).toList();
    if (rules.size() != 1) {
      return List.of();
    }
    return counts
        .of(
            document.path(),
            rules.get(0),
            document.project().eventFiles(),
            document.project().testOptions())
        .map(count -> new Command(count.text(), "", List.of()))
        .map(
            text ->
                new CodeLens(
                    new Range(TestLens.place(document), TestLens.place(document)), text, null))
        .map(List::of)
        .orElse(List.of());
  }
}
