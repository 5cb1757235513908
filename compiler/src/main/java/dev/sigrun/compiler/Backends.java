package dev.sigrun.compiler;

import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.elasticsearch.dsl.DslBackend;
import dev.sigrun.compiler.backend.elasticsearch.eql.EqlBackend;
import dev.sigrun.compiler.backend.elasticsearch.esql.EsqlBackend;
import dev.sigrun.compiler.backend.kibana.KibanaBackend;
import dev.sigrun.compiler.backend.splunk.SavedSearchesBackend;
import dev.sigrun.compiler.backend.splunk.SplunkBackend;
import dev.sigrun.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The registry of export back ends, by name. Immutable; a back end of one's own joins the built-in
 * ones:
 *
 * <pre>{@code
 * Backends backends = Backends.builtIn(ExportOptions.defaults()).with(new MyBackend());
 * }</pre>
 */
public final class Backends {
  private static final String ALL = "all";

  private final List<ExportBackend> backends;

  private Backends(List<ExportBackend> backends) {
    this.backends = List.copyOf(backends);
  }

  /** Those that come with Sigrun, in alphabetical order. */
  public static Backends builtIn(ExportOptions options) {
    return new Backends(
        List.of(
            new DslBackend(options),
            new EqlBackend(options),
            new EsqlBackend(options),
            new KibanaBackend(options),
            new SplunkBackend(options),
            new SavedSearchesBackend(options)));
  }

  /**
   * These and one more, which comes last.
   *
   * @throws IllegalArgumentException if its name is taken
   */
  public Backends with(ExportBackend backend) {
    if (choices().contains(backend.name())) {
      throw new IllegalArgumentException("There is a target '" + backend.name() + "' already.");
    }
    List<ExportBackend> more = new ArrayList<>(backends);
    more.add(backend);
    return new Backends(more);
  }

  /** All of them, in their order. */
  public List<ExportBackend> all() {
    return backends;
  }

  /** The one of this name. */
  public Optional<ExportBackend> byName(String name) {
    return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
  }

  /** Their names, in their order. */
  public List<String> names() {
    return backends.stream().map(Backend::name).toList();
  }

  /**
   * The back ends of these names without repetitions, in the order of {@link #all}.
   *
   * @param names {@code all} means all of them
   * @throws IllegalArgumentException if there is none of a name, with a message for the user
   */
  public List<ExportBackend> named(Collection<String> names) {
    List<String> known = choices();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no target '"
                + name
                + "'."
                + Suggestions.didYouMean(name, known)
                + " Targets: "
                + String.join(", ", known)
                + ".");
      }
    }
    return backends.stream()
        .filter(backend -> names.contains(ALL) || names.contains(backend.name()))
        .toList();
  }

  private List<String> choices() {
    List<String> choices = new ArrayList<>(names());
    choices.add(ALL);
    return choices;
  }
}
