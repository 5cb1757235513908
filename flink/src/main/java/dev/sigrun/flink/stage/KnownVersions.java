package dev.sigrun.flink.stage;

import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * The versions of the rules that a stage knows, which a checkpoint holds: after a restore a stage
 * has the versions that it had.
 *
 * @param <T> what the stage makes of a version
 */
final class KnownVersions<T> implements AutoCloseable {
  private final AnnouncedState announced;
  private final BroadcastState<Long, Announced> state;
  private final RuleVersions<T> versions;

  /** The number of the version that came into force last. */
  private long inForce;

  // For a gauge, which other threads read.
  private volatile long newest;

  private KnownVersions(AnnouncedState announced, RuleVersions<T> versions) {
    this.announced = announced;
    this.state = announced.own();
    this.versions = versions;
  }

  /**
   * The versions that a checkpoint holds, or else the rules that the job starts with; all loaded.
   *
   * @param first where these are
   * @param loader of the job
   */
  static <T> KnownVersions<T> open(
      AnnouncedState announced,
      RulesLocation first,
      ClassLoader loader,
      Function<SharedRules, T> maker,
      StageMetrics metrics)
      throws Exception {
    KnownVersions<T> known =
        new KnownVersions<>(announced, new RuleVersions<>(first, loader, maker));
    try {
      List<RuleVersion> restored = new ArrayList<>(known.all(RuleVersion.class));
      if (restored.isEmpty()) {
        restored.add(RuleVersion.FIRST);
        known.state.put(RuleVersion.FIRST.number(), RuleVersion.FIRST);
      }
      long inForce = announced.inForceUpTo();
      for (RuleVersion version : restored) {
        known.forget(known.versions.add(version));
        known.newest = version.number();
        if (version.number() <= inForce) {
          known.enter(version);
        }
      }
      known.versions.awaitAll();
      metrics.group().gauge("versions", known.versions::size);
      metrics.group().gauge("swapMs", known.versions::longestWait);
      metrics.group().gauge("newestVersion", () -> known.newest);
      return known;
    } catch (Exception e) {
      known.close();
      throw e;
    }
  }

  /** The announcements of a kind, in that order. */
  <A extends Announced> List<A> all(Class<A> kind) throws Exception {
    List<A> all = new ArrayList<>();
    for (Map.Entry<Long, Announced> each : state.immutableEntries()) {
      if (kind.isInstance(each.getValue())) {
        all.add(kind.cast(each.getValue()));
      }
    }
    all.sort(Comparator.comparingLong(Announced::number));
    return all;
  }

  RuleVersions<T> versions() {
    return versions;
  }

  /** Adds a version that will come into force, unless it is known. */
  boolean add(RuleVersion version) throws Exception {
    if (state.contains(version.number())) {
      return false;
    }
    state.put(version.number(), version);
    forget(versions.add(version));
    newest = version.number();
    return true;
  }

  /** Lets a version that is known come into force: those that judge events know it, or will now. */
  void enter(RuleVersion version) throws Exception {
    inForce = Math.max(inForce, version.number());
    forget(versions.enter(version.number()));
  }

  /** Writes what is known to a checkpoint. */
  void save() throws Exception {
    announced.share(inForce);
  }

  /** Keeps a list, and forgets those that it replaces. Whether it was not known. */
  boolean add(IndicatorList list) throws Exception {
    if (state.contains(list.number())) {
      return false;
    }
    Set<String> rules = new HashSet<>(list.rules());
    List<IndicatorList> before = all(IndicatorList.class);
    Collections.reverse(before);
    for (IndicatorList other : before) {
      // Nothing is new in a list whose rules all have later ones.
      if (!rules.addAll(other.rules())) {
        state.remove(other.number());
      }
    }
    state.put(list.number(), list);
    return true;
  }

  /** Drops the versions that no time from {@code time} on needs. */
  void dropBefore(long time) throws Exception {
    if (versions.size() > 1) {
      forget(versions.dropBefore(time));
    }
  }

  private void forget(List<RuleVersion> gone) throws Exception {
    for (RuleVersion each : gone) {
      state.remove(each.number());
    }
  }

  @Override
  public void close() {
    versions.close();
  }
}
