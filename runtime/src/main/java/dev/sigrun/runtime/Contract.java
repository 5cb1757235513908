package dev.sigrun.runtime;

import dev.sigrun.runtime.compiled.CompiledRules;

/** Refuses compiled rules that do not fit this runtime, saying what to do. */
final class Contract {
  private Contract() {}

  /**
   * Checks the contract that {@code set} was compiled for.
   *
   * @throws IllegalArgumentException if it is another one
   */
  static void check(CompiledRules set) {
    int contract = set.contract();
    if (contract != CompiledRules.CONTRACT) {
      throw new IllegalArgumentException(
          "The rules "
              + set.getClass().getName()
              + " were compiled for contract "
              + contract
              + " between rules and runtime, but this runtime has contract "
              + CompiledRules.CONTRACT
              + ". "
              + (contract > CompiledRules.CONTRACT
                  ? "Use the sigrun-runtime of the release that compiled them."
                  : "Compile them again with the release of this runtime."));
    }
  }

  /** Returns the message to report when rule classes do not fit the runtime's classes. */
  static IllegalArgumentException broken(String rules, Throwable problem) {
    return new IllegalArgumentException(
        rules
            + " do not fit this runtime: "
            + problem
            + ". Compile them again with the release of this runtime.",
        problem);
  }
}
