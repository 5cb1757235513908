package dev.sigrun.cli;

import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** Finds the targets that a command line names. */
final class TargetChoice {
  private static final String ALL = "all";

  private TargetChoice() {}

  /**
   * The targets of these names without repetitions, in the order of {@code known}.
   *
   * @throws CommandFailure if there is none of a name
   */
  static List<Target> of(List<String> names, List<Target> known) {
    List<String> knownNames = known.stream().map(Target::name).toList();
    List<String> allowed = new ArrayList<>(knownNames);
    allowed.add(ALL);
    for (String name : names) {
      if (!allowed.contains(name)) {
        throw CommandFailure.usage(
            "There is no target '"
                + name
                + "'."
                + Suggestions.didYouMean(name, allowed)
                + " Targets: "
                + String.join(", ", allowed)
                + ".");
      }
    }
    return known.stream()
        .filter(target -> names.contains(ALL) || names.contains(target.name()))
        .toList();
  }
}
