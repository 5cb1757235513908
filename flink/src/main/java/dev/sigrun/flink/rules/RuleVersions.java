package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.RuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the rules that a stage has at hand. Which of those in force counts depends on a
 * time of the events alone, so that it is the same after a restart. A version is loaded in the
 * background when it becomes known, and waited for when it is needed. Not safe for concurrent use.
 *
 * @param <T> what a stage makes of a version, once
 */
public final class RuleVersions<T> implements AutoCloseable {
  /** How many versions there can be; of more, the oldest is dropped before its time. */
  public static final int MOST = 4;

  private static final long NANOS = 1_000_000;

  private final RulesLocation first;
  private final ClassLoader loader;
  private final Function<SharedRules, T> maker;

  /** Those in force, ascending by when they begin. */
  private final List<Held<T>> all = new ArrayList<>();

  /** Those that are not in force yet, in the order in which they will be. */
  private final List<Held<T>> coming = new ArrayList<>();

  // For a gauge, which other threads read.
  private volatile long longestWait;

  /** A version with its rules. */
  private static final class Held<T> {
    final RuleVersion version;
    final CompletableFuture<SharedRules> rules;
    @Nullable T made;

    Held(RuleVersion version, CompletableFuture<SharedRules> rules) {
      this.version = version;
      this.rules = rules;
    }
  }

  /**
   * No versions yet.
   *
   * @param first where the rules are that the job started with
   * @param loader of the job
   * @param maker makes what the stage needs of the rules
   */
  public RuleVersions(RulesLocation first, ClassLoader loader, Function<SharedRules, T> maker) {
    this.first = first;
    this.loader = loader;
    this.maker = maker;
  }

  /**
   * Adds a version that will come into force. If too many are about to, the first of them does.
   *
   * @return those that are gone
   */
  public List<RuleVersion> add(RuleVersion version) {
    coming.add(new Held<>(version, load(version)));
    return coming.size() > MOST ? enter() : List.of();
  }

  /**
   * Lets all versions up to that of a number come into force. Each takes the place of all that do
   * not begin before it.
   *
   * @return those that are gone
   */
  public List<RuleVersion> enter(long number) {
    List<RuleVersion> gone = new ArrayList<>();
    while (!coming.isEmpty() && coming.get(0).version.number() <= number) {
      gone.addAll(enter());
    }
    return gone;
  }

  private List<RuleVersion> enter() {
    Held<T> held = coming.remove(0);
    List<RuleVersion> gone = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).version.from() >= held.version.from()) {
        gone.add(remove(i));
      }
    }
    all.add(held);
    if (all.size() > MOST) {
      gone.add(remove(0));
    }
    return gone;
  }

  private CompletableFuture<SharedRules> load(RuleVersion version) {
    CompletableFuture<SharedRules> rules = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                rules.complete(SharedRules.open(first, version, loader));
              } catch (RuntimeException | Error e) {
                // Even when memory has run out: nobody may wait for ever.
                rules.completeExceptionally(e);
              }
            },
            "sigrun-rules-" + version.number());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    return rules;
  }

  /**
   * Drops the versions that no time from {@code time} on needs.
   *
   * @return those that are gone
   */
  public List<RuleVersion> dropBefore(long time) {
    List<RuleVersion> gone = new ArrayList<>();
    while (all.size() > 1 && all.get(1).version.from() <= time) {
      gone.add(remove(0));
    }
    return gone;
  }

  private RuleVersion remove(int place) {
    Held<T> held = all.remove(place);
    close(held);
    return held.version;
  }

  /** The longest time, in milliseconds, that a new version has held up the stage. */
  public long longestWait() {
    return longestWait;
  }

  /** How many are in force. */
  public int size() {
    return all.size();
  }

  /** The place of the version that counts at a time, or of the oldest if that is gone. */
  public int placeAt(long time) {
    int place = all.size() - 1;
    while (place > 0 && all.get(place).version.from() > time) {
      place--;
    }
    return place;
  }

  /**
   * The value made of the version of this place, after waiting until it is loaded.
   *
   * @throws IllegalStateException if it cannot be loaded in this process
   */
  public T get(int place) {
    return get(all.get(place));
  }

  private T get(Held<T> held) {
    T made = held.made;
    if (made == null) {
      long began = System.nanoTime();
      made = maker.apply(rules(held));
      held.made = made;
      if (held.version.number() > 0) {
        longestWait = Math.max(longestWait, (System.nanoTime() - began) / NANOS);
      }
    }
    return made;
  }

  /**
   * Waits until all that are in force are loaded, and makes of each what the stage needs.
   *
   * @throws IllegalStateException if one cannot be loaded in this process
   */
  public void awaitAll() {
    for (int place = 0; place < all.size(); place++) {
      T unused = get(place);
    }
    longestWait = 0;
  }

  /** The rules of the version of this place, after waiting until they are loaded. */
  public SharedRules rules(int place) {
    return rules(all.get(place));
  }

  /** The rules of the version of this place, once they are loaded. */
  public CompletableFuture<SharedRules> loading(int place) {
    return all.get(place).rules;
  }

  private static SharedRules rules(Held<?> held) {
    try {
      return held.rules.join();
    } catch (CompletionException e) {
      String reason = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw new IllegalStateException(
          "The rules %s, which were accepted, cannot be loaded here: %s"
              .formatted(held.version.name(), reason),
          e);
    }
  }

  /**
   * The result of {@code search} in the version that counts at {@code time}, otherwise in the next
   * one that has it: an event may belong to a rule of a later version by another of its times, and
   * those that judge events may know a version before it is in force here.
   *
   * @param isChosen whether those who judge events chose the rule for an event of this time. Then
   *     it may be of a former version, too: they had not heard of another one
   */
  public <R> Optional<R> find(long time, boolean isChosen, Function<T, Optional<R>> search) {
    int counting = placeAt(time);
    List<Held<T>> inOrder = new ArrayList<>(all.subList(counting, all.size()));
    inOrder.addAll(coming);
    for (int place = counting - 1; place >= 0 && isChosen; place--) {
      inOrder.add(all.get(place));
    }
    for (Held<T> held : inOrder) {
      Optional<R> found = search.apply(get(held));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    all.forEach(RuleVersions::close);
    all.clear();
    coming.forEach(RuleVersions::close);
    coming.clear();
  }

  private static void close(Held<?> held) {
    // The thread that loads it closes it if it is still at work.
    var unused =
        held.rules.whenComplete(
            (rules, problem) -> {
              if (rules != null) {
                rules.close();
              }
            });
  }
}
