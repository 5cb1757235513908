package dev.sigrun.compiler.backend.java.javac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sources in portions that are handed out one after the other, each once, to any thread. */
final class SourcePortions {
  /** More of them would need more memory and no less time. */
  private static final int MOST_CHARACTERS = 512 * 1024;

  /** Fewer of them would not be worth a run of javac. */
  private static final int FEWEST_CHARACTERS = 64 * 1024;

  /** So that no thread waits long for the last one. */
  private static final int PORTIONS_PER_THREAD = 4;

  private final List<List<JavaSource>> portions;
  private final AtomicInteger taken = new AtomicInteger();

  private SourcePortions(List<List<JavaSource>> portions) {
    this.portions = portions;
  }

  /** Whether a run of javac of its own, which loads what Java itself has, is not worth it. */
  static boolean areFew(List<JavaSource> sources) {
    return characters(sources) <= FEWEST_CHARACTERS;
  }

  /** All of these in one portion, if there are any. */
  static SourcePortions whole(List<JavaSource> sources) {
    return new SourcePortions(sources.isEmpty() ? List.of() : List.of(List.copyOf(sources)));
  }

  private static long characters(List<JavaSource> sources) {
    return sources.stream().mapToLong(source -> source.content().length()).sum();
  }

  /** Portions of about the same size for this many threads. */
  static SourcePortions of(List<JavaSource> sources, int threads) {
    long share = characters(sources) / threads / PORTIONS_PER_THREAD;
    long most = Math.max(FEWEST_CHARACTERS, Math.min(MOST_CHARACTERS, share));
    List<List<JavaSource>> portions = new ArrayList<>();
    List<JavaSource> portion = new ArrayList<>();
    long characters = 0;
    for (JavaSource source : sources) {
      portion.add(source);
      characters += source.content().length();
      if (characters >= most) {
        portions.add(List.copyOf(portion));
        portion.clear();
        characters = 0;
      }
    }
    if (!portion.isEmpty()) {
      portions.add(List.copyOf(portion));
    }
    return new SourcePortions(List.copyOf(portions));
  }

  /** The number of portions, taken or not. */
  int count() {
    return portions.size();
  }

  /** A portion that has not been taken, if there is one. */
  Optional<List<JavaSource>> next() {
    int index = taken.getAndUpdate(i -> Math.min(i + 1, portions.size()));
    return index < portions.size() ? Optional.of(portions.get(index)) : Optional.empty();
  }
}
