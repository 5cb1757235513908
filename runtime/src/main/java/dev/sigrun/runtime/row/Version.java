package dev.sigrun.runtime.row;

import dev.sigrun.runtime.pattern.VersionOrder;

/** A software version, which sorts as such. */
public record Version(String text) implements Comparable<Version> {
  @Override
  public int compareTo(Version other) {
    return VersionOrder.COMPARATOR.compare(text, other.text);
  }

  /** The version as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
