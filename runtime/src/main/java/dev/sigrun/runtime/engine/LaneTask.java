package dev.sigrun.runtime.engine;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Something for a lane to do. */
sealed interface LaneTask {
  /** About how much memory it takes while it waits. */
  default long bytes() {
    return 0;
  }

  /**
   * Lets the events pass that other lanes took in since the last task.
   *
   * @param times for each event the wall clock, then its time on each timeline
   */
  record Pass(long[] times) implements LaneTask {
    @Override
    public long bytes() {
      return 8L * times.length;
    }
  }

  /**
   * Takes in an event.
   *
   * @param home whether whatever concerns the event alone is done here
   * @param wall the wall clock when it came
   */
  record Accept(byte[] json, String source, long line, boolean home, long wall)
      implements LaneTask {
    @Override
    public long bytes() {
      return 100L + json.length;
    }
  }

  /** Does something with the engine, and says when it is done. */
  record Control(Consumer<Engine> action, CountDownLatch done) implements LaneTask {}
}
