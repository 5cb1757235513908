package dev.sigrun.compiler.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The registry of a compiler's query languages, by the names that rules use for them. Immutable.
 */
public final class Languages {
  private final Map<String, Language> byId;

  private Languages(Map<String, Language> byId) {
    this.byId = byId;
  }

  /** These languages; of two with the same id the later one. */
  public static Languages of(Language... languages) {
    Map<String, Language> byId = new LinkedHashMap<>();
    for (Language language : languages) {
      byId.put(language.id(), language);
    }
    return new Languages(byId);
  }

  /** These languages and {@code language}, which replaces one of the same id. */
  public Languages with(Language language) {
    Map<String, Language> more = new LinkedHashMap<>(byId);
    more.put(language.id(), language);
    return new Languages(more);
  }

  /** The language that rules call {@code id}. */
  public Optional<Language> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The language with this id, or the first that people call {@code name}. */
  public Optional<Language> byName(String name) {
    return byId(name).or(() -> first(language -> language.names().contains(name)));
  }

  /** The first language in which files of this name are written. */
  public Optional<Language> byFileName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return first(language -> language.fileEndings().stream().anyMatch(name::endsWith));
  }

  private Optional<Language> first(Predicate<Language> wanted) {
    return all().stream().filter(wanted).findFirst();
  }

  /** All languages, in the order in which they were added. */
  public List<Language> all() {
    return List.copyOf(byId.values());
  }

  /** All languages in which people write queries, in the order in which they were added. */
  public List<Language> ofQueries() {
    return all().stream().filter(Language::isForQueries).toList();
  }
}
