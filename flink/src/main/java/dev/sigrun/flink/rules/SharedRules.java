package dev.sigrun.flink.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules of a job in one process: all stages and slots share them, the first loads them, and the
 * last closes their class loader. Jobs share nothing, even if this class is in the {@code lib}
 * folder of the cluster: each job has a class loader of its own.
 */
public final class SharedRules implements AutoCloseable {
  private static final Map<Place, Use> USES = new HashMap<>();

  private final Place place;
  private final RuleCatalog catalog;
  private boolean closed;

  /** Where rules are, as a job sees it. */
  private record Place(RulesLocation location, ClassLoader loader) {}

  /** Rules in use. */
  private static final class Use {
    final LoadedRules rules;
    int users;

    Use(LoadedRules rules) {
      this.rules = rules;
    }
  }

  private SharedRules(Place place, RuleCatalog catalog) {
    this.place = place;
    this.catalog = catalog;
  }

  /**
   * Starts to use the rules of {@code location}.
   *
   * @param loader of the job
   * @throws IllegalArgumentException if they cannot be loaded
   */
  public static SharedRules open(RulesLocation location, ClassLoader loader) {
    synchronized (USES) {
      Place place = new Place(location, loader);
      Use use = USES.computeIfAbsent(place, key -> new Use(key.location().load(key.loader())));
      use.users++;
      return new SharedRules(place, use.rules.catalog());
    }
  }

  /** The rules. */
  public RuleCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    synchronized (USES) {
      Use use = USES.get(place);
      if (closed || use == null) {
        return;
      }
      closed = true;
      if (--use.users == 0) {
        USES.remove(place);
        try {
          use.rules.loader().close();
        } catch (IOException e) {
          throw new UncheckedIOException("The class loader of the rules cannot be closed.", e);
        }
      }
    }
  }
}
