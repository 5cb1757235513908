package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records which names a mapping turns into which, to find cycles. */
final class RenameGraph {
  private static final DiagnosticKind CYCLE =
      DiagnosticKind.error("MAP004", "'%s' is renamed to itself, via %s.");

  private final Map<String, List<String>> targets = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();

  void add(String name, String target, Origin origin) {
    targets.computeIfAbsent(name, n -> new ArrayList<>()).add(target);
    origins.putIfAbsent(name, origin);
  }

  void reportCycles(DiagnosticSink sink) {
    Set<String> reported = new HashSet<>();
    targets.forEach(
        (name, to) -> {
          Set<String> reached = reachable(name);
          if (reached.contains(name) && reported.add(name)) {
            reported.addAll(reached);
            Origin origin = origins.getOrDefault(name, origins.values().iterator().next());
            sink.report(CYCLE, origin.source(), origin.span(), name, "'" + to.get(0) + "'");
          }
        });
  }

  private Set<String> reachable(String name) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(targets.getOrDefault(name, List.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        open.addAll(targets.getOrDefault(next, List.of()));
      }
    }
    return reached;
  }
}
