package dev.sigrun.compiler.ruleset;

/** Receives the progress of compiling a set of rules; called from several threads. */
@FunctionalInterface
public interface CompileProgress {
  /** Takes no notice. */
  CompileProgress NONE = (done, all) -> {};

  /** So many of all rules are compiled. */
  void compiled(int done, int all);
}
