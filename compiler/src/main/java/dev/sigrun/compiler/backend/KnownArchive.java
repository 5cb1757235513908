package dev.sigrun.compiler.backend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip file that {@link Archive} wrote, from which another one takes files over as they are, so
 * that they are not compressed again.
 */
public final class KnownArchive {
  private static final int END_BYTES = 22;
  private static final int END_MARK = 0x06054b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_MARK = 0x02014b50;

  /** With more files, or more bytes, zip files have another form. */
  private static final int MOST_FILES = 65_534;

  private final byte[] bytes;
  private final SortedMap<String, Slice> slices;

  /**
   * A file in the archive.
   *
   * @param archive the bytes of the archive
   * @param start of what belongs to it
   * @param end likewise
   * @param entry its entry in the list of files
   */
  private record Slice(byte[] archive, int start, int end, byte[] entry) {}

  private KnownArchive(byte[] bytes, SortedMap<String, Slice> slices) {
    this.bytes = bytes;
    this.slices = slices;
  }

  /**
   * The archive with these bytes.
   *
   * @throws IllegalArgumentException if {@link Archive} did not write them
   */
  public static KnownArchive of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - END_BYTES;
    check(end >= 0 && buffer.getInt(end) == END_MARK);
    int count = buffer.getShort(end + 10) & 0xFFFF;
    int list = buffer.getInt(end + 16);
    check(count <= MOST_FILES && list >= 0 && list <= end);
    SortedMap<String, Slice> slices = new TreeMap<>();
    String name = "";
    int start = 0;
    byte[] entry = new byte[0];
    int position = list;
    for (int i = 0; i <= count; i++) {
      boolean last = i == count;
      check(last || position + ENTRY_BYTES <= end && buffer.getInt(position) == ENTRY_MARK);
      int next = last ? list : buffer.getInt(position + 42);
      check(next >= start && next <= list);
      if (i > 0) {
        slices.put(name, new Slice(bytes, start, next, entry));
      }
      if (!last) {
        int nameLength = buffer.getShort(position + 28) & 0xFFFF;
        int others =
            (buffer.getShort(position + 30) & 0xFFFF) + (buffer.getShort(position + 32) & 0xFFFF);
        int length = ENTRY_BYTES + nameLength + others;
        check(position + length <= end);
        entry = new byte[length];
        buffer.get(position, entry);
        name = new String(entry, ENTRY_BYTES, nameLength, StandardCharsets.UTF_8);
        start = next;
        position += length;
      }
    }
    check(position == end && slices.size() == count);
    return new KnownArchive(bytes, slices);
  }

  private static void check(boolean intact) {
    if (!intact) {
      throw new IllegalArgumentException("The archive has another form.");
    }
  }

  /** The paths of its files, in order. */
  public SortedMap<String, ?> paths() {
    return slices;
  }

  /** The contents of files. */
  public Map<String, byte[]> read(Set<String> paths) {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (paths.contains(entry.getName())) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /**
   * The bytes that {@link Archive#of} writes for some files of this archive and some others.
   *
   * @param taken paths of files of this archive
   * @param first the path of the file that comes first; the others are in order
   */
  public byte[] with(Collection<String> taken, Map<String, byte[]> others, String first) {
    if (taken.size() + others.size() > MOST_FILES) {
      Map<String, byte[]> all = new TreeMap<>(read(Set.copyOf(taken)));
      all.putAll(others);
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(first, all.getOrDefault(first, new byte[0]));
      all.forEach(files::putIfAbsent);
      return Archive.of(files);
    }
    SortedMap<String, Slice> all = new TreeMap<>(of(Archive.of(others)).slices);
    for (String path : taken) {
      Slice slice = slices.get(path);
      if (slice == null) {
        throw new IllegalArgumentException("There is no file '" + path + "'.");
      }
      all.put(path, slice);
    }
    Map<String, Slice> ordered = new LinkedHashMap<>();
    ordered.put(first, all.getOrDefault(first, new Slice(bytes, 0, 0, new byte[0])));
    all.forEach(ordered::putIfAbsent);
    return write(List.copyOf(ordered.values()));
  }

  private static byte[] write(List<Slice> slices) {
    int size = END_BYTES;
    for (Slice slice : slices) {
      size = Math.addExact(size, slice.end() - slice.start() + slice.entry().length);
    }
    byte[] bytes = new byte[size];
    ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (Slice slice : slices) {
      byte[] entry = slice.entry().clone();
      ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putInt(42, archive.position());
      list.writeBytes(entry);
      archive.put(slice.archive(), slice.start(), slice.end() - slice.start());
    }
    int start = archive.position();
    archive.put(list.toByteArray());
    archive.putInt(END_MARK).putInt(0);
    archive.putShort((short) slices.size()).putShort((short) slices.size());
    archive.putInt(list.size()).putInt(start).putShort((short) 0);
    return bytes;
  }
}
