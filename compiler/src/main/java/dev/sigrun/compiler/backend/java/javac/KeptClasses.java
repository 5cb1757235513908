package dev.sigrun.compiler.backend.java.javac;

import java.util.List;
import java.util.Map;

/**
 * Class files that are kept from one compilation to the next. Each source is known by the texts
 * that determine what javac makes of it: its own, and those of the sources whose classes it calls.
 * Whoever keeps class files also has to distinguish compilers and runtimes.
 */
public interface KeptClasses {
  /** Keeps nothing. */
  KeptClasses NONE =
      new KeptClasses() {
        @Override
        public Map<String, byte[]> find(List<String> texts) {
          return Map.of();
        }

        @Override
        public void keep(List<String> texts, Map<String, byte[]> classes) {
          // Nothing to find later.
        }
      };

  /**
   * The class files of a source by their paths on the class path; none if they were not kept.
   *
   * @param texts what determines them
   */
  Map<String, byte[]> find(List<String> texts);

  /**
   * Called for each source of a compilation, whether its class files were found or made.
   *
   * @param texts what determines them
   * @param classes the class files by their paths
   */
  void keep(List<String> texts, Map<String, byte[]> classes);
}
