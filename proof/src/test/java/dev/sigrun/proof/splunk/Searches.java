package dev.sigrun.proof.splunk;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.proof.spl.Lookup;
import dev.sigrun.proof.spl.SplEngine;
import dev.sigrun.proof.spl.SplEvent;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Exported searches, run by the interpreter. */
final class Searches {
  /** Holds the place of an event among those that were given. */
  static final String PLACE = "place";

  private Searches() {}

  /** The search for events of this form, if it claims to be exact. */
  static Optional<String> exact(AnalyzedRule rule, EventForm form) {
    Set<String> fields = QueryFields.of(rule.query());
    ExportOptions options = form.options(fields);
    Artifact export = Backends.builtIn(options).byName("splunk").orElseThrow().emit(rule);
    return export.fidelity() == Fidelity.EXACT ? export.text() : Optional.empty();
  }

  /** The search without the terms that only make it faster. */
  static String withoutPrefilter(String search) {
    int start = search.indexOf("search index=");
    int end = search.indexOf("\n|", start);
    String terms = search.substring(start, end < 0 ? search.length() : end);
    Optional<String> earliest =
        terms.lines().map(String::strip).filter(line -> line.startsWith("earliest=")).findFirst();
    return "search index=* " + earliest.orElse("") + (end < 0 ? "" : search.substring(end));
  }

  /** The rows that the search gives. */
  static List<Row> run(
      String search,
      List<Map<String, @Nullable Object>> events,
      Map<String, Lookup> lookups,
      Instant now) {
    List<SplEvent> indexed = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      indexed.add(
          new SplEvent(
              JsonValues.write(events.get(i)), Map.of("index", "main", PLACE, String.valueOf(i))));
    }
    return SplEngine.of(indexed, Map.of(), lookups, now).run(search);
  }
}
