package dev.sigrun.runtime.detector.aggregate;

import java.io.DataInput;
import java.io.IOException;

/**
 * One thing that is kept of the rows of a pane.
 *
 * @param none the part before the first row
 * @param reader reads what {@link Part#write} wrote
 */
record Kept(Part none, Reader reader) {
  /** Reads a part. */
  interface Reader {
    Part read(DataInput in) throws IOException;
  }

  static Kept of(Aggregate aggregate) {
    return new Kept(aggregate.none(), aggregate::read);
  }
}
