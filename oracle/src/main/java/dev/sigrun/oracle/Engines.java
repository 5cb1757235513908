package dev.sigrun.oracle;

import dev.sigrun.oracle.compiled.IndexEngine;
import dev.sigrun.oracle.compiled.JavaEngine;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.Interpreter;
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
