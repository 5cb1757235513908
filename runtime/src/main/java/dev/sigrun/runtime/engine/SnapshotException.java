package dev.sigrun.runtime.engine;

import java.io.IOException;

/** Thrown when bytes are not a snapshot that can be restored: the message says why. */
public final class SnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean newer;

  private SnapshotException(String message, boolean newer) {
    super(message);
    this.newer = newer;
  }

  SnapshotException(String message) {
    this(message, false);
  }

  /** The bytes are damaged, or were never a snapshot. */
  SnapshotException(String message, Throwable cause) {
    this(message, false);
    initCause(cause);
  }

  /** The snapshot is written in a form that only later releases know. */
  static SnapshotException newer(int version, int known) {
    return new SnapshotException(
        "The snapshot has format "
            + version
            + ", written by a newer release; this one reads formats up to "
            + known
            + ". Restore it with the release that wrote it, or start without it.",
        true);
  }

  /** Whether the snapshot is sound as far as can be determined, but of a newer release. */
  public boolean isNewer() {
    return newer;
  }
}
