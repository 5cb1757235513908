package dev.sigrun.runtime.detector.correlation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest hit of each source.
 *
 * @param hits by the numbers of sources; null for a source that found nothing
 */
record Newest(List<@Nullable Hit> hits) implements Group {
  Newest {
    hits = Collections.unmodifiableList(new ArrayList<>(hits));
  }

  static Newest none(int sources) {
    return new Newest(Collections.nCopies(sources, null));
  }

  @Override
  public long lastTime() {
    long last = CorrelationState.NEVER;
    for (Hit hit : hits) {
      last = hit == null ? last : Math.max(last, hit.time());
    }
    return last;
  }

  @Override
  public long weight() {
    long weight = 0;
    for (Hit hit : hits) {
      weight += hit == null ? 0 : hit.weight();
    }
    return weight;
  }

  /** The same without hits before {@code time}. */
  Newest since(long time) {
    List<@Nullable Hit> left = new ArrayList<>(hits.size());
    for (Hit hit : hits) {
      left.add(hit == null || hit.time() < time ? null : hit);
    }
    return new Newest(left);
  }

  /** The same with a hit of a source. */
  Newest with(int source, Hit hit) {
    List<@Nullable Hit> more = new ArrayList<>(hits);
    more.set(source, hit);
    return new Newest(more);
  }

  /** Whether each source found something. */
  boolean[] found() {
    boolean[] found = new boolean[hits.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = hits.get(i) != null;
    }
    return found;
  }

  /** All hits. */
  List<Hit> all() {
    List<Hit> all = new ArrayList<>();
    for (Hit hit : hits) {
      if (hit != null) {
        all.add(hit);
      }
    }
    return all;
  }
}
