package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.Language;
import java.util.List;

/** Finds the language that an option names. */
public final class NamedLanguage {
  private NamedLanguage() {}

  /**
   * The language among {@code known} that people or rules call {@code name}.
   *
   * @throws CommandFailure if there is none
   */
  public static Language of(String name, List<Language> known) {
    return known.stream()
        .filter(language -> language.id().equals(name) || language.names().contains(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, known));
  }

  private static CommandFailure unknown(String name, List<Language> known) {
    List<String> names = known.stream().map(language -> language.names().get(0)).toList();
    return CommandFailure.usage(
        "Unknown language '%s'.%s Known languages: %s."
            .formatted(name, Suggestions.didYouMean(name, names), String.join(", ", names)));
  }
}
