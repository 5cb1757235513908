package dev.sigrun.compiler.oracle;

import java.util.LinkedHashMap;
import java.util.Map;

/** The engines that must agree. */
public final class Engines {
  private Engines() {}

  /** All engines by name, the oracle first. */
  public static Map<String, Engine> all() {
    Map<String, Engine> engines = new LinkedHashMap<>();
    engines.put("interpreter", Interpreter.engine());
    engines.put("generated Java", new JavaEngine());
    engines.put("index", new IndexEngine());
    return engines;
  }
}
