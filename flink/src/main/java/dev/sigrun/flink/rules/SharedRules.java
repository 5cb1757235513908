package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.StoredFile;
import dev.sigrun.runtime.detector.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a job in one process: all stages and slots share them, the first loads them, and the
 * last closes their class loader. Jobs share nothing, even if this class is in the {@code lib}
 * folder of the cluster: each job has a class loader of its own.
 */
public final class SharedRules implements AutoCloseable {
  private static final Map<Place, Use> USES = new HashMap<>();
  private static final AtomicLong CHANGES = new AtomicLong();

  private final Place place;
  private final Use use;
  private boolean closed;

  /**
   * Where rules are, as a job sees it.
   *
   * @param jars that were announced; none for the rules of {@code location}
   */
  private record Place(RulesLocation location, List<StoredFile> jars, ClassLoader loader) {
    LoadedRules load() {
      return jars.isEmpty() ? location.load(loader) : AnnouncedJars.load(jars);
    }
  }

  /** Rules in use, or about to be. */
  private static final class Use {
    private volatile @Nullable Loaded loaded;
    private int users;

    /** Loads the rules, unless somebody has. Who needs other rules does not wait for that. */
    synchronized void load(Place place) {
      if (loaded == null) {
        LoadedRules rules = place.load();
        loaded = new Loaded(rules, new SharedIndicators(rules.catalog()));
        CHANGES.incrementAndGet();
      }
    }
  }

  /** Rules with their indicators. */
  private record Loaded(LoadedRules rules, SharedIndicators indicators) {}

  private SharedRules(Place place, Use use) {
    this.place = place;
    this.use = use;
  }

  /**
   * Starts to use the rules of {@code location}.
   *
   * @param loader of the job
   * @throws IllegalArgumentException if they cannot be loaded
   */
  public static SharedRules open(RulesLocation location, ClassLoader loader) {
    return open(location, RuleVersion.FIRST, loader);
  }

  /**
   * Starts to use a version of the rules.
   *
   * @param first where the rules are that the job started with
   * @param loader of the job
   * @throws IllegalArgumentException if they cannot be loaded
   * @throws UncheckedIOException if a jar cannot be read or is not the one that was announced
   */
  public static SharedRules open(RulesLocation first, RuleVersion version, ClassLoader loader) {
    SharedRules opened;
    synchronized (USES) {
      Place place = new Place(first, version.jars(), loader);
      opened = new SharedRules(place, USES.computeIfAbsent(place, unused -> new Use()));
      opened.use.users++;
    }
    try {
      opened.use.load(opened.place);
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /**
   * The rule of this key among all rules that a job uses in this process; empty if none has it.
   *
   * @param loader of the job
   */
  public static Optional<KeyedRule> find(RuleKey key, ClassLoader loader) {
    synchronized (USES) {
      return USES.entrySet().stream()
          .filter(each -> each.getKey().loader() == loader)
          .flatMap(each -> Stream.ofNullable(each.getValue().loaded))
          .flatMap(each -> each.rules().catalog().keyed(key).stream())
          .findFirst();
    }
  }

  /** How often rules began or ceased to be used in this process, by this job or another. */
  public static long changes() {
    return CHANGES.get();
  }

  private Loaded loaded() {
    return Objects.requireNonNull(use.loaded);
  }

  /** The rules. */
  public RuleCatalog catalog() {
    return loaded().rules().catalog();
  }

  /** The indicators that the rules compare events with. */
  public ReferenceData indicators() {
    return loaded().indicators().lists();
  }

  /**
   * Gives rules their indicators, unless somebody else in this process has done so. Without an
   * effect on rules that this version does not have, or that need none, and once it is closed.
   *
   * @throws UncheckedIOException if the file cannot be read or is not the one that was announced
   */
  public void take(IndicatorList list) {
    synchronized (USES) {
      if (closed) {
        return;
      }
      use.users++;
    }
    // Reading takes long, in which whoever opened these rules may close them.
    try (SharedRules held = new SharedRules(place, use)) {
      held.loaded().indicators().take(list);
    }
  }

  /** Lets indicators grow old: asks queries on indicators again once an hour has passed. */
  public void passTo(long time) {
    loaded().indicators().passTo(time);
  }

  @Override
  public void close() {
    synchronized (USES) {
      if (closed) {
        return;
      }
      closed = true;
      if (--use.users == 0) {
        USES.remove(place);
        Loaded loaded = use.loaded;
        if (loaded != null) {
          CHANGES.incrementAndGet();
          close(loaded.rules());
        }
      }
    }
  }

  private static void close(LoadedRules rules) {
    try {
      rules.loader().close();
    } catch (IOException e) {
      throw new UncheckedIOException("The class loader of the rules cannot be closed.", e);
    }
  }
}
