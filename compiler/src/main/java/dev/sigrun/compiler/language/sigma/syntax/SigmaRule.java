package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * The detection of a Sigma rule: everything that decides which events it matches, and nothing else.
 *
 * @param origin the whole rule
 * @param logSource where its events come from
 * @param identifiers the search identifiers in their order; names are unique
 * @param condition how they are combined
 * @param tags its tags, which conditions of pipelines may ask for
 */
public record SigmaRule(
    Origin origin,
    LogSource logSource,
    List<Identifier> identifiers,
    SigmaCondition condition,
    List<String> tags) {
  /** Copies the lists. */
  public SigmaRule {
    identifiers = List.copyOf(identifiers);
    tags = List.copyOf(tags);
  }

  /**
   * A search identifier.
   *
   * @param origin where its name is written
   * @param name its name
   * @param detection what it stands for
   */
  public record Identifier(Origin origin, String name, SigmaDetection detection) {}

  /** The identifier called {@code name}. */
  public Optional<Identifier> identifier(String name) {
    return identifiers.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
