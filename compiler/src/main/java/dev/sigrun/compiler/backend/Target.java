package dev.sigrun.compiler.backend;

import java.util.List;

/**
 * A form that rules can be exported to. A target renders a rule exactly, or says in which way its
 * artifact differs, or refuses; it never guesses. Immutable and safe to share between threads.
 */
public interface Target {
  /** The name on the command line and in reports: {@code elasticsearch-dsl}. */
  String name();

  /** What it makes of one rule. Text of the rule is hostile until it is escaped. */
  Export export(Exportable rule);

  /**
   * The files that hold the texts of {@code exports}, all made by this target. The same files for
   * the same exports; none of refused rules.
   */
  List<ExportFile> files(List<Export> exports);
}
