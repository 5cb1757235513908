package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.splunk.spl.SearchTerm;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.mapping.Dataset;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.mapping.IndexChoice;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The terms that select where a rule's events are in Splunk. */
final class EventSourceTerms {
  private static final DiagnosticKind NO_INDEX =
      DiagnosticKind.warning(
          "SPL060",
          "The mapping has no index for '%s'; only the rule's"
              + " other index patterns are searched.");

  private final Optional<Dataset> dataset;
  private final SearchTerm place;

  /** The places that {@code mapping} knows for the rule's indices; everywhere if it knows none. */
  EventSourceTerms(Rule rule, FieldMapping mapping, Optional<Dataset> dataset, Reasons reasons) {
    this.dataset = dataset;
    Set<SearchTerm> known = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String pattern : rule.eventSource().index()) {
      Optional<SearchTerm> term = place(mapping, pattern);
      term.ifPresent(known::add);
      if (term.isEmpty()) {
        unknown.add(pattern);
      }
    }
    if (!known.isEmpty()) {
      unknown.forEach(pattern -> reasons.note(NO_INDEX, rule.nameOrigin(), pattern));
    }
    this.place = known.isEmpty() ? new SearchTerm.Index("*") : SearchTerm.any(List.copyOf(known));
  }

  private static Optional<SearchTerm> place(FieldMapping mapping, String pattern) {
    return mapping.indices().stream()
        .filter(choice -> Wildcards.of(List.of(Wildcard.parse(choice.pattern()))).matches(pattern))
        .findFirst()
        .map(
            choice ->
                choice.kind() == IndexChoice.Kind.INDEX
                    ? new SearchTerm.Index(choice.name())
                    : new SearchTerm.Macro(choice.name()));
  }

  /** The commands that fetch events which may count. */
  List<SplCommand> commands(Optional<SearchTerm> prefilter, List<SearchTerm> more) {
    List<SearchTerm> terms = new ArrayList<>(more);
    if (dataset.isEmpty()) {
      terms.add(0, place);
    }
    prefilter.ifPresent(terms::add);
    if (dataset.isEmpty()) {
      return List.of(new SplCommand.Search(terms));
    }
    SplCommand from = new SplCommand.From(model(dataset.get()));
    return terms.isEmpty() ? List.of(from) : List.of(from, new SplCommand.Search(terms));
  }

  /** A model whose only data set is called like itself has a short name in mappings. */
  private static String model(Dataset dataset) {
    return dataset.name().indexOf('.') < 0 ? dataset.name() + "." + dataset.name() : dataset.name();
  }
}
