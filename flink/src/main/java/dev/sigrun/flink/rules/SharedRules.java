package dev.sigrun.flink.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules of a job in one process: all stages and slots share them, the first loads them, and the
 * last closes their class loader. Flink loads this class for each job, so jobs share nothing.
 */
public final class SharedRules implements AutoCloseable {
  private static final Map<RulesLocation, Use> USES = new HashMap<>();

  private final RulesLocation location;
  private final RuleCatalog catalog;
  private boolean closed;

  /** Rules in use. */
  private static final class Use {
    final LoadedRules rules;
    int users;

    Use(LoadedRules rules) {
      this.rules = rules;
    }
  }

  private SharedRules(RulesLocation location, RuleCatalog catalog) {
    this.location = location;
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
      Use use = USES.computeIfAbsent(location, key -> new Use(key.load(loader)));
      use.users++;
      return new SharedRules(location, use.rules.catalog());
    }
  }

  /** The rules. */
  public RuleCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    synchronized (USES) {
      Use use = USES.get(location);
      if (closed || use == null) {
        return;
      }
      closed = true;
      if (--use.users == 0) {
        USES.remove(location);
        try {
          use.rules.loader().close();
        } catch (IOException e) {
          throw new UncheckedIOException("The class loader of the rules cannot be closed.", e);
        }
      }
    }
  }
}
