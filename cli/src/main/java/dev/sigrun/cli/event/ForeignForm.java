package dev.sigrun.cli.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Optional;

/** Forms of files that have to be converted before their events can be read. */
enum ForeignForm {
  WINDOWS_LOG("ElfFile\0", "a binary Windows event log", "evtx_dump -o jsonl %s > events.ndjson"),
  UTF_16("\u00ff\u00fe", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 %s > events.ndjson"),
  UTF_16_BIG("\u00fe\u00ff", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 %s > events.ndjson"),
  XZ("\u00fd7zXZ\0", "compressed with xz", "xz -dk %s"),
  BZIP2("BZh", "compressed with bzip2", "bzip2 -dk %s"),
  LZ4("\u0004\"M\u0018", "compressed with lz4", "lz4 -dk %s"),
  ZIP("PK\u0003\u0004", "a zip archive", "unzip %s"),
  PARQUET("PAR1", "a Parquet file", "duckdb -json -c \"FROM '%s'\" > events.json");

  private final byte[] magic;
  private final String what;
  private final String command;

  ForeignForm(String magic, String what, String command) {
    this.magic = magic.getBytes(ISO_8859_1);
    this.what = what;
    this.command = command;
  }

  /** The form of {@code input}, of which nothing was read yet, if it is one of these. */
  static Optional<ForeignForm> of(ByteInput input) throws IOException {
    for (ForeignForm form : values()) {
      if (form.begins(input)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** No further than it fits: the rest of a live stream may be long in coming. */
  private boolean begins(ByteInput input) throws IOException {
    for (int i = 0; i < magic.length; i++) {
      if (input.peek(i) != (magic[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** A sentence that says how to convert the file of this name. */
  String advice(String name) {
    boolean standard = name.equals(EventFiles.STANDARD_INPUT);
    String file = standard ? this == WINDOWS_LOG ? "FILE.evtx" : "FILE" : name;
    return "it is " + what + ". Convert it first: " + command.formatted(file);
  }
}
