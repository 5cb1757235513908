package dev.sigrun.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/** The room that the states of all rules share. */
final class Room {
  private final long maxKeys;
  private final long maxBytes;
  private final List<CellStore<?>> stores = new ArrayList<>();
  private long keys;
  private long bytes;

  Room(long maxKeys, long maxBytes) {
    this.maxKeys = maxKeys;
    this.maxBytes = maxBytes;
  }

  void add(CellStore<?> store) {
    stores.add(store);
  }

  void changed(int moreKeys, long moreBytes) {
    keys += moreKeys;
    bytes += moreBytes;
  }

  /** Makes the largest stores evict their least recently used cells. */
  void makeRoom() {
    while (keys > maxKeys || bytes > maxBytes) {
      CellStore<?> largest = null;
      boolean byKeys = keys > maxKeys;
      for (CellStore<?> store : stores) {
        boolean larger =
            largest == null
                || (byKeys ? store.size() > largest.size() : store.weight() > largest.weight());
        if (store.canEvict() && larger) {
          largest = store;
        }
      }
      if (largest == null) {
        return;
      }
      largest.evict();
    }
  }
}
