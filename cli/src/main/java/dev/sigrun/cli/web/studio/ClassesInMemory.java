package dev.sigrun.cli.web.studio;

import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import java.util.HashMap;
import java.util.Map;

/**
 * The class files of the last compilation of all rules: where one rule has changed, the next one
 * makes only that. For one compilation at a time.
 */
final class ClassesInMemory implements KeptClasses {
  private Map<String, Map<String, byte[]>> last = Map.of();
  private Map<String, Map<String, byte[]>> current = new HashMap<>();

  /** Begins a compilation: what the last one did not ask for is forgotten. */
  void begin() {
    last = current;
    current = new HashMap<>();
  }

  @Override
  public Map<String, byte[]> find(String digest) {
    return last.getOrDefault(digest, Map.of());
  }

  @Override
  public void keep(String digest, Map<String, byte[]> classes) {
    current.put(digest, Map.copyOf(classes));
  }
}
