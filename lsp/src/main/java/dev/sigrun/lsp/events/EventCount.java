package dev.sigrun.lsp.events;

import dev.sigrun.compiler.diagnostic.Counts;

/**
 * How many events a rule finds something in.
 *
 * @param events how many it was run over
 * @param found how many of them match; for a rule that needs memory, how many alerts there are
 * @param memory whether the rule needs memory of earlier events
 * @param complete whether these are all events of the files
 */
public record EventCount(long events, long found, boolean memory, boolean complete) {
  /** {@code 12 of 3,400 events match}, {@code 1 alert in the first 100,000 events}. */
  public String text() {
    String all = (complete ? "" : "the first ") + Counts.of(events, "event");
    return memory
        ? Counts.of(found, "alert") + " in " + all
        : found + " of " + all + (found == 1 ? " matches" : " match");
  }
}
