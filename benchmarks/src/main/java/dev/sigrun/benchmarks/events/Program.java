package dev.sigrun.benchmarks.events;

import java.util.List;

/**
 * A program that hosts run.
 *
 * @param folder the folder, with the slash at the end
 * @param arguments ways to call it, without the name; {@code #} is a number, {@code @} a user
 * @param signer the signer; empty if unsigned
 */
record Program(String name, String folder, List<String> arguments, String signer) {
  Program {
    arguments = List.copyOf(arguments);
  }

  String executable() {
    return folder + name;
  }
}
