package dev.sigrun.compiler.ruleset;

/** Learns how far the compilation of a set of rules has come; called from several threads. */
@FunctionalInterface
public interface CompileProgress {
  /** Takes no notice. */
  CompileProgress NONE = (done, all) -> {};

  /** So many of all rules are compiled. */
  void compiled(int done, int all);
}
