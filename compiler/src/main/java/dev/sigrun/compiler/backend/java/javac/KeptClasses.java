package dev.sigrun.compiler.backend.java.javac;

import java.util.Collection;
import java.util.Map;

/**
 * Class files that are kept from one compilation to the next. Each source is known by a {@linkplain
 * JavaSource#digest digest}, which determines what javac makes of it: generated sources name all
 * types that they use. Whoever keeps class files also has to distinguish compilers and runtimes.
 */
public interface KeptClasses {
  /** Keeps nothing. */
  KeptClasses NONE =
      new KeptClasses() {
        @Override
        public Map<String, byte[]> find(String digest) {
          return Map.of();
        }

        @Override
        public void keep(String digest, Map<String, byte[]> classes) {
          // Nothing to find later.
        }
      };

  /**
   * The class files of a source by their paths on the class path; none if they were not kept.
   *
   * @param digest of the source
   */
  Map<String, byte[]> find(String digest);

  /**
   * Called for each source of a compilation, whether its class files were found or made.
   *
   * @param digest of the source
   * @param classes the class files by their paths
   */
  void keep(String digest, Map<String, byte[]> classes);

  /**
   * Called for each source whose class files are taken from an earlier jar as they are. By default
   * it does nothing.
   *
   * @param digest of the source
   * @param paths of the class files
   */
  default void keepTaken(String digest, Collection<String> paths) {
    // Who keeps the class files themselves has them no longer.
  }
}
