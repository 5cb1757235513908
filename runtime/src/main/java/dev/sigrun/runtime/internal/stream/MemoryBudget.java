package dev.sigrun.runtime.internal.stream;

import java.util.ArrayList;
import java.util.List;

/** The memory that the states of all rules share. */
public final class MemoryBudget {
  private final long maxKeys;
  private final long maxBytes;
  private final List<CellStore<?>> stores = new ArrayList<>();
  private long keys;
  private long bytes;

  /** A budget for this many keys and about this many bytes. */
  public MemoryBudget(long maxKeys, long maxBytes) {
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

  /** Makes the stores that take the most memory forget what they used least lately. */
  public void enforce() {
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
