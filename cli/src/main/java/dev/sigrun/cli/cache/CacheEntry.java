package dev.sigrun.cli.cache;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a set of rules: its jar, the list of the class files in the jar, what compiling the
 * files found out, and a file that has the checksums of all three. What does not have its checksum,
 * or what others could have written, is not there. A checksum finds damage; who could change a file
 * could change its checksum, too, and any digest. That nobody else can is what {@link #isPrivate}
 * is for.
 *
 * @param folder a real path
 */
record CacheEntry(Path folder) {
  private static final String JAR = "rules.jar";
  private static final String CLASSES = "classes.txt";
  private static final String RECORDS = "records.bin";
  private static final String CONTENTS = "contents.json";

  /** The names under which {@link #CONTENTS} has the checksums of the files. */
  private static final Map<String, String> CHECKSUMS =
      Map.of(JAR, "jar", CLASSES, "classes", RECORDS, "records");

  /** Writes the files of a new entry, which only this user can read. */
  void write(byte[] jar, String classes, byte[] records, List<String> notes) throws IOException {
    byte[] list = classes.getBytes(StandardCharsets.UTF_8);
    Map<String, @Nullable Object> contents = new LinkedHashMap<>();
    contents.put(nameOf(JAR), checksum(jar));
    contents.put(nameOf(CLASSES), checksum(list));
    contents.put(nameOf(RECORDS), checksum(records));
    contents.put("notes", notes);
    write(JAR, jar);
    write(CLASSES, list);
    write(RECORDS, records);
    write(CONTENTS, JsonValues.write(contents).getBytes(StandardCharsets.UTF_8));
  }

  private void write(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
    PrivateFolder.close(folder.resolve(file));
  }

  private static String nameOf(String file) {
    return String.valueOf(CHECKSUMS.get(file));
  }

  /**
   * The length and 64 bits. Java computes these many times as fast as a digest, also in a process
   * that has just started, whose time is mostly that of reading these files.
   */
  private static String checksum(byte[] bytes) {
    return bytes.length + " " + hex(new CRC32(), bytes) + hex(new CRC32C(), bytes);
  }

  private static String hex(Checksum sum, byte[] bytes) {
    sum.update(bytes);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** Whether the folder is complete and nobody else could have written what is in it. */
  boolean isPrivate() throws IOException {
    Path cache = folder.resolveSibling("");
    try {
      return PrivateFolder.isPrivate(
          cache, folder, path(JAR), path(CLASSES), path(RECORDS), path(CONTENTS));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path path(String file) {
    return folder.resolve(file);
  }

  /** The jar, if it is intact. */
  Optional<Path> jar() throws IOException {
    return intact(JAR).map(bytes -> path(JAR));
  }

  /** The list of the class files in the jar, if it is intact. */
  Optional<String> classes() throws IOException {
    return intact(CLASSES).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The records of the last compilation of the set, if they are intact. */
  Optional<byte[]> records() throws IOException {
    return intact(RECORDS);
  }

  /** The bytes of the jar, if it is intact. */
  Optional<byte[]> jarBytes() throws IOException {
    return intact(JAR);
  }

  /** The jar, which was written just now. */
  Path writtenJar() {
    return path(JAR);
  }

  /** Lines for the user, if they can be read. */
  Optional<List<String>> notes() throws IOException {
    return contents().get("notes") instanceof List<?> notes
        ? Optional.of(notes.stream().map(String::valueOf).toList())
        : Optional.empty();
  }

  private Optional<byte[]> intact(String file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(path(file));
      return checksum(bytes).equals(contents().get(nameOf(file)))
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }

  private Map<String, @Nullable Object> contents() throws IOException {
    try {
      return JsonValues.asObject(JsonValues.read(Files.readString(path(CONTENTS))))
          .orElse(Map.of());
    } catch (JsonFormatException | FileSystemException | CharacterCodingException e) {
      return Map.of();
    }
  }

  /** Deletes the entry; of a link, only the link. */
  void delete() throws IOException {
    if (!Files.isSymbolicLink(folder)) {
      for (String file : List.of(JAR, CLASSES, RECORDS, CONTENTS)) {
        Files.deleteIfExists(path(file));
      }
    }
    Files.deleteIfExists(folder);
  }
}
