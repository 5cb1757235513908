package dev.sigrun.runtime.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory that keeps the snapshots of one engine. Only one process at a time can use it.
 *
 * <pre>{@code
 * try (StateDirectory state = StateDirectory.open(Path.of("state"))) {
 *   state.restore(engine).problems().forEach(System.err::println);
 *   // Read each input from engine.positions() on; after writing alerts, now and then:
 *   engine.recordPosition("events.ndjson", new InputPosition(lines, bytes));
 *   state.save(engine);
 *   state.endCleanly();
 * }
 * }</pre>
 *
 * <p>A process may end at any moment. After a restart, restore the snapshot and continue reading
 * each input from the position in it. Detections since that snapshot are then repeated with the
 * same ids, and none is lost if detections are written out before {@link #save} is called.
 *
 * <p>Not safe for concurrent use.
 */
public final class StateDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  /** Is in the lock file while a process works. */
  private static final byte[] IN_USE = "in use\n".getBytes(StandardCharsets.US_ASCII);

  private static final String UNFINISHED = ".tmp";
  private static final Pattern SNAPSHOT = Pattern.compile("snapshot-([0-9]{10})\\.sigrun");

  private final Path directory;
  private final Disk disk;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final boolean endedUncleanly;

  /** The last snapshot that is known to be sound. */
  private OptionalLong sound = OptionalLong.empty();

  private StateDirectory(
      Path directory, Disk disk, FileChannel lockFile, FileLock lock, boolean endedUncleanly) {
    this.directory = directory;
    this.disk = disk;
    this.lockFile = lockFile;
    this.lock = lock;
    this.endedUncleanly = endedUncleanly;
  }

  /**
   * The result of a restore.
   *
   * @param snapshot the file that was restored; empty if there was none, so that the engine starts
   *     with empty state
   * @param problems messages about damaged newer snapshots, which were skipped
   */
  public record Restoration(Optional<Path> snapshot, List<String> problems) {
    /** Copies the list. */
    public Restoration {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Opens a directory, which is created if it does not exist, and locks it. Deletes unfinished
   * files of an earlier process.
   *
   * @throws IOException if another process uses the directory, or it cannot be used
   */
  public static StateDirectory open(Path directory) throws IOException {
    return open(directory, new Disk());
  }

  static StateDirectory open(Path directory, Disk disk) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = tryLock(lockFile);
      if (lock == null) {
        throw new IOException("The state in " + directory + " is in use by another process.");
      }
      for (Path file : disk.list(directory)) {
        if (file.getFileName().toString().endsWith(UNFINISHED)) {
          disk.delete(file);
        }
      }
      boolean unclean = lockFile.size() > 0;
      lockFile.write(ByteBuffer.wrap(IN_USE), 0);
      lockFile.force(true);
      return new StateDirectory(directory, disk, lockFile, lock, unclean);
    } catch (IOException | RuntimeException e) {
      // Closing the file gives up the lock, too.
      lockFile.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Restores the newest snapshot that is sound.
   *
   * @throws SnapshotException if there are snapshots but none is sound, or a newer release wrote
   *     the newest; the engine has not changed then
   * @throws IOException if reading fails; the engine has not changed then
   */
  public Restoration restore(Engine engine) throws IOException {
    return restore(engine::restoreWhole);
  }

  /** As {@link #restore(Engine)}, whichever kind of engine wrote the snapshots. */
  public Restoration restore(PartitionedEngine engine) throws IOException {
    return restore(stream -> engine.restore(stream, true));
  }

  /** Restores an engine from a stream that must end where the snapshot ends. */
  private interface Restorer {
    void restore(InputStream stream) throws IOException;
  }

  private Restoration restore(Restorer engine) throws IOException {
    List<String> problems = new ArrayList<>();
    for (long number : numbers()) {
      Path file = file(number);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        engine.restore(in);
        sound = OptionalLong.of(number);
        return new Restoration(Optional.of(file), problems);
      } catch (SnapshotException e) {
        if (e.isNewer()) {
          throw e;
        }
        problems.add(file + ": " + e.getMessage());
      }
    }
    if (problems.isEmpty()) {
      return new Restoration(Optional.empty(), problems);
    }
    throw new SnapshotException(
        "No snapshot can be restored. "
            + String.join(" ", problems)
            + " Delete these files to start with empty state.");
  }

  /**
   * Saves a snapshot, which has reached the disk when this returns. It replaces all but the last
   * one before it.
   *
   * @throws IOException if writing fails; the snapshots before are still there
   */
  public void save(Engine engine) throws IOException {
    save(engine::snapshot);
  }

  /** As {@link #save(Engine)}. */
  public void save(PartitionedEngine engine) throws IOException {
    save(engine::snapshot);
  }

  private void save(Disk.Content snapshot) throws IOException {
    List<Long> numbers = numbers();
    long number = numbers.isEmpty() ? 1 : numbers.get(0) + 1;
    Path file = file(number);
    Path unfinished = directory.resolve(file.getFileName() + UNFINISHED);
    disk.write(unfinished, snapshot);
    disk.rename(unfinished, file);
    disk.forceNames(directory);
    long previous = sound.orElse(numbers.isEmpty() ? 0 : numbers.get(0));
    sound = OptionalLong.of(number);
    for (long old : numbers) {
      if (old != previous) {
        disk.delete(file(old));
      }
    }
  }

  /**
   * Whether the process that used the directory before this one was ended before {@link
   * #endCleanly}: its last output may be cut off.
   */
  public boolean endedUncleanly() {
    return endedUncleanly;
  }

  /** Notes that all that was detected is written out, so that nothing will be cut off. */
  public void endCleanly() throws IOException {
    lockFile.truncate(0);
  }

  /** Releases the directory. */
  @Override
  public void close() throws IOException {
    try (lockFile) {
      lock.release();
    }
  }

  /** The numbers of the snapshots, the newest first. */
  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (Path file : disk.list(directory)) {
      Matcher name = SNAPSHOT.matcher(file.getFileName().toString());
      if (name.matches()) {
        numbers.add(Long.valueOf(name.group(1)));
      }
    }
    numbers.sort(Comparator.reverseOrder());
    return numbers;
  }

  private Path file(long number) {
    return directory.resolve(String.format(Locale.ROOT, "snapshot-%010d.sigrun", number));
  }
}
