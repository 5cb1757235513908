package dev.sigrun.compiler.format;

import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * A format of rule files. This interface is all that the rest of the compiler knows about a format.
 * Immutable and safe to share between threads.
 *
 * <p>A format of your own joins the ones that a compiler reads:
 *
 * <pre>{@code
 * CompilerOptions options =
 *     CompilerOptions.defaults()
 *         .withFormats(RuleFormats.of(new ElasticRuleFormat(), new OwnRuleFormat()));
 * }</pre>
 */
public interface RuleFormat {
  /** The suffixes of its files, with the dot: {@code .toml}. The first is the usual one. */
  List<String> suffixes();

  /** Whether a file of this name is of this format. */
  default boolean accepts(String path) {
    return suffixes().stream().anyMatch(path::endsWith);
  }

  /**
   * Whether its files lie beside those of rules, with the same name but for the suffix, and only
   * add to them. They come with a rule that is named alone.
   */
  default boolean isBesideRules() {
    return false;
  }

  /**
   * Reads the rules of a file. Mistakes of the author are reported with the rule that has them;
   * what concerns none of them in particular is a reading without a rule.
   *
   * @param file the whole file; the source of all reports
   * @return a reading for each rule, in their order
   */
  List<RuleReading> read(SourceText file);

  /**
   * The keys that a table of its files may have, for authors who look them up; none by default.
   *
   * @param path the keys that lead to the table from the top of the file; a list of tables counts
   *     as each of them
   * @param type the type of the rule, if it is known: only keys that such a rule may have
   */
  default List<KnownKey> keys(List<String> path, Optional<String> type) {
    return List.of();
  }
}
