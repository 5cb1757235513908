package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.outline.TomlOutline;
import dev.sigrun.lsp.outline.YamlOutline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open file, for answers about it.
 *
 * @param uri its address as the editor spells it
 * @param path the file
 * @param text its text in the editor
 * @param project the project that it belongs to
 * @param diagnostics the reports about it that the editor shows
 */
public record Document(
    String uri, Path path, SourceText text, RuleProject project, List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public Document {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Its keys with their places, even if it is full of mistakes. */
  public Outline outline() {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".yml") || name.endsWith(".yaml")
        ? YamlOutline.of(text.content())
        : TomlOutline.of(text.content());
  }

  /**
   * The keys that the file may have in a table; none if it is not known.
   *
   * @param outline of this document
   * @param table the keys that lead to the table
   */
  public List<KnownKey> keys(Outline outline, List<String> table) {
    Optional<FileKeys> other = kind();
    if (other.isPresent()) {
      return other.get().keys(table.isEmpty() ? "" : table.get(table.size() - 1));
    }
    Optional<String> type =
        outline
            .find(List.of("rule"), "type")
            .map(entry -> text.text(entry.value()).replaceAll("[\"']", ""));
    return project
        .options()
        .formats()
        .forPath(String.valueOf(path.getFileName()))
        .filter(format -> project.isNamedLikeRule(path))
        .map(format -> format.keys(table, type))
        .orElse(List.of());
  }

  /** The kind of the file; empty for rules. */
  public Optional<FileKeys> kind() {
    return FileKeys.of(path, project);
  }

  /** Its rules; none if it is not a rule file. */
  public List<CheckedRule> rules() {
    return project.rules(path);
  }
}
