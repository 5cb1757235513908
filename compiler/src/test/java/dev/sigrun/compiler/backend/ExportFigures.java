package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.DocumentedTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Prints the fidelity of the exports of many rules as a table of the documentation. */
final class ExportFigures {
  private static final String DOCUMENT = "exports.md";

  private ExportFigures() {}

  /** Fails unless the table is between the marks of that name; puts it there if requested. */
  static void check(String name, String table) {
    DocumentedTable.check(DOCUMENT, name, table);
  }

  /**
   * A row for each target.
   *
   * @param kind if present, a row for each kind of rule as well
   */
  static String table(List<Compilation> rules, Optional<Function<Artifact, String>> kind) {
    StringBuilder table =
        new StringBuilder("\n| target | exact | approximate | refused |\n|---|--:|--:|--:|\n");
    for (ExportBackend backend : Backends.builtIn(ExportOptions.defaults()).all()) {
      TargetExports exports = ExportRules.exports(backend, rules);
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %d | %d |%n",
              backend.name(),
              exports.count("exact"),
              exports.count("approximate"),
              exports.count("refused")));
      kind.ifPresent(each -> byKind(exports, each, table));
    }
    return table.toString().replace(System.lineSeparator(), "\n");
  }

  private static void byKind(
      TargetExports exports, Function<Artifact, String> kind, StringBuilder table) {
    Map<String, long[]> counts = new TreeMap<>();
    for (Artifact export : exports.artifacts()) {
      long[] count = counts.computeIfAbsent(kind.apply(export), k -> new long[3]);
      count[List.of("exact", "approximate", "refused").indexOf(export.fidelity().label())]++;
    }
    counts.forEach(
        (name, count) ->
            table.append(
                String.format(
                    Locale.ROOT, "| – %s | %d | %d | %d |%n", name, count[0], count[1], count[2])));
  }
}
