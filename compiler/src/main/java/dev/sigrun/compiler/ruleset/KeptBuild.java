package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.backend.KnownArchive;
import dev.sigrun.compiler.backend.java.SetJar;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.compiler.source.SourceText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is kept of a set of rules that was compiled: its jar, and for each file what compiling it
 * found out, by the {@linkplain RuleSources.File#key key} of the file. Whoever keeps it has to
 * protect it from changes, as from it come classes that are executed.
 */
public final class KeptBuild {
  private final SetJar.Earlier jar;
  private final Map<String, byte[]> files;

  private KeptBuild(SetJar.Earlier jar, Map<String, byte[]> files) {
    this.jar = jar;
    this.files = files;
  }

  /**
   * Reads what {@link RunnableJar#build} gave to keep.
   *
   * @throws IllegalArgumentException if something is damaged
   */
  public static KeptBuild of(byte[] records, byte[] jar) {
    KeptInput in = new KeptInput(records);
    SetJar.SetClasses set = new SetJar.SetClasses(in.text(), in.text(), in.text());
    Map<String, byte[]> files = new HashMap<>();
    in.list(KeptBuild::entry).forEach(file -> files.put(file.getKey(), file.getValue()));
    return new KeptBuild(new SetJar.Earlier(KnownArchive.of(jar), set), files);
  }

  private static Map.Entry<String, byte[]> entry(KeptInput in) {
    return Map.entry(in.text(), in.bytes());
  }

  static byte[] records(SetJar.SetClasses set, SortedMap<String, byte[]> files) {
    return new KeptOutput()
        .text(set.key())
        .text(set.digest())
        .text(set.indexKey())
        .list(files.entrySet(), (out, file) -> out.text(file.getKey()).bytes(file.getValue()))
        .toBytes();
  }

  SetJar.Earlier jar() {
    return jar;
  }

  /** Whether something is kept of the file with this key. */
  public boolean has(String key) {
    return files.containsKey(key);
  }

  /** What is kept under this key as it was written. */
  Optional<byte[]> bytes(String key) {
    return Optional.ofNullable(files.get(key));
  }

  /** What is kept of the file with this key, if it is here and intact. */
  Optional<KeptFile> find(String key, SourceText file) {
    byte[] bytes = files.get(key);
    try {
      return bytes == null ? Optional.empty() : Optional.of(KeptFile.read(bytes, file));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
