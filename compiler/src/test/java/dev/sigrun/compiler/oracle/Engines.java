package dev.sigrun.compiler.oracle;

import dev.sigrun.compiler.backend.java.JavaEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engines that must agree. */
public final class Engines {
  private Engines() {}

  /** All engines by name, the oracle first. */
  public static Map<String, Engine> all() {
    Map<String, Engine> engines = new LinkedHashMap<>();
    engines.put("interpreter", Interpreter.engine());
    engines.put("java", new JavaEngine());
    return engines;
  }
}
