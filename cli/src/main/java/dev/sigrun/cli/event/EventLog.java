package dev.sigrun.cli.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** Binary event logs of Windows, which have to be converted before their events can be read. */
final class EventLog {
  private static final byte[] MAGIC = "ElfFile\0".getBytes(US_ASCII);

  private EventLog() {}

  /** Whether {@code input}, of which nothing was read yet, is one. */
  static boolean isIn(ByteInput input) throws IOException {
    for (int i = 0; i < MAGIC.length; i++) {
      if (input.peek(i) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** A sentence that says how to convert the file of this name. */
  static String advice(String name) {
    String file = name.equals(EventFiles.STANDARD_INPUT) ? "FILE.evtx" : name;
    return "it is a binary Windows event log. Convert it first: evtx_dump -o jsonl "
        + file
        + " > events.ndjson";
  }
}
