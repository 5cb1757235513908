package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.diagnostic.Severities;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds comments that turn off warnings which nobody reports. A comment counts for a whole file, so
 * all rules of the file must have been checked before it is known to be unused.
 */
final class FileComments {
  private final Severities severities;
  private final Map<IgnoredCodes, Set<String>> turnedOff = new HashMap<>();

  /** Files with a rule that was not checked to the end: its warnings are not all known. */
  private final Set<IgnoredCodes> unfinished = new HashSet<>();

  private final Set<IgnoredCodes> reported = new HashSet<>();

  FileComments(Severities severities) {
    this.severities = severities;
  }

  /** A sink for reports about a rule, without those that its file turns off. */
  DiagnosticSink sink(RuleFacts rule) {
    return ignored(rule)
        .map(ignored -> new DiagnosticSink(severities, ignored))
        .orElseGet(() -> new DiagnosticSink(severities));
  }

  /** Notes what was turned off when a rule was compiled, and when it was checked with others. */
  void seen(RuleFacts rule, DiagnosticSink sink) {
    Optional<IgnoredCodes> ignored = ignored(rule);
    if (ignored.isEmpty()) {
      return;
    }
    Set<String> codes = turnedOff.computeIfAbsent(ignored.get(), i -> new HashSet<>());
    codes.addAll(sink.turnedOff());
    codes.addAll(rule.turnedOff());
    Compilation.Outcome outcome = rule.outcome();
    if (outcome == Compilation.Outcome.FAILED || outcome == Compilation.Outcome.UNSUPPORTED) {
      unfinished.add(ignored.get());
    }
  }

  /** The mistakes in the comments of a rule's file, reported once for each file. */
  List<Diagnostic> report(RuleFacts rule) {
    Optional<IgnoredCodes> ignored = ignored(rule);
    if (ignored.isEmpty() || !reported.add(ignored.get())) {
      return List.of();
    }
    DiagnosticSink sink = new DiagnosticSink(severities);
    ignored.get().check(sink);
    if (!unfinished.contains(ignored.get())) {
      ignored.get().reportUnused(turnedOff.getOrDefault(ignored.get(), Set.of()), sink);
    }
    return sink.diagnostics();
  }

  private static Optional<IgnoredCodes> ignored(RuleFacts rule) {
    return rule.ignored().filter(ignored -> !ignored.isEmpty());
  }
}
