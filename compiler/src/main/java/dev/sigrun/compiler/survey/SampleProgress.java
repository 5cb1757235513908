package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts for each group of a sample which of its stages some event satisfies. */
final class SampleProgress implements GroupProgress {
  private static final int MOST_SHOWN = 3;

  private final Query.Sample sample;
  private final List<String> names;
  private final Map<String, BitSet> found = new TreeMap<>();

  SampleProgress(Query.Sample sample) {
    this.sample = sample;
    this.names = sample.stages().get(0).keys().stream().map(key -> key.field().name()).toList();
  }

  @Override
  public void add(byte[] json, List<Boolean> truths, String source, long line) {
    for (int i = 0; i < sample.stages().size(); i++) {
      if (truths.get(i)) {
        int stage = i;
        List<Query.JoinKey> keys = sample.stages().get(i).keys();
        GroupKeys.of(
                EventTree.of(json),
                // All stages call a group by the fields of the first one.
                names,
                keys.stream().map(Query.JoinKey::field).toList(),
                keys.stream().map(Query.JoinKey::optional).toList())
            .forEach(key -> found.computeIfAbsent(key, k -> new BitSet()).set(stage));
      }
    }
  }

  @Override
  public List<Level> levels() {
    int all = sample.stages().size();
    List<Level> levels = new ArrayList<>();
    for (int reached = all; reached > 0; reached--) {
      int stages = reached;
      List<String> groups =
          found.entrySet().stream()
              .filter(entry -> entry.getValue().cardinality() == stages)
              .map(Map.Entry::getKey)
              .toList();
      if (!groups.isEmpty()) {
        levels.add(
            new Level(
                reached + " of " + all + " stages",
                reached == all,
                groups.subList(0, Math.min(MOST_SHOWN, groups.size())),
                groups.size()));
      }
    }
    return levels;
  }
}
