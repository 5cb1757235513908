package dev.sigrun.benchmarks.stream;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The engine of another build, with its own rules: {@code -Dbaseline=FILE,FILE} names a jar of its
 * runtime, one of the same rules that it compiled, and one of Jackson.
 */
final class Baseline implements Rounds.Contender {
  private final Set<String> ruleIds;
  private final Object engine;
  private final MethodHandle accept;

  private Baseline(Set<String> ruleIds, Object engine, MethodHandle accept) {
    this.ruleIds = ruleIds;
    this.engine = engine;
    this.accept = accept;
  }

  /** That of the property; empty without it. */
  static Optional<Baseline> ofProperty() throws ReflectiveOperationException {
    String property = System.getProperty("baseline");
    if (property == null) {
      return Optional.empty();
    }
    List<URL> urls = new ArrayList<>();
    for (String jar : property.split(",", -1)) {
      try {
        urls.add(Path.of(jar).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("Not a file: " + jar, e);
      }
    }
    // Open as long as the process.
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Class<?> ruleSet = loader.loadClass("dev.sigrun.runtime.RuleSet");
    Object rules = ruleSet.getMethod("load", ClassLoader.class).invoke(null, loader);
    Class<?> engineClass = loader.loadClass("dev.sigrun.runtime.engine.Engine");
    Object builder = engineClass.getMethod("builder", ruleSet).invoke(null, rules);
    builder.getClass().getMethod("allowedLateness", Duration.class).invoke(builder, Jobs.LATENESS);
    Object engine = builder.getClass().getMethod("build").invoke(builder);
    MethodHandle accept =
        MethodHandles.publicLookup()
            .findVirtual(
                engineClass,
                "accept",
                MethodType.methodType(boolean.class, byte[].class, String.class, long.class));
    return Optional.of(
        new Baseline(
            ruleIds(rules),
            engine,
            accept.asType(
                MethodType.methodType(
                    boolean.class, Object.class, byte[].class, String.class, long.class))));
  }

  private static Set<String> ruleIds(Object rules) throws ReflectiveOperationException {
    Set<String> ids = new HashSet<>();
    for (Object rule : (List<?>) rules.getClass().getMethod("rules").invoke(rules)) {
      ids.add((String) rule.getClass().getMethod("ruleId").invoke(rule));
    }
    return ids;
  }

  /** The rules that it runs. */
  Set<String> ruleIds() {
    return ruleIds;
  }

  @Override
  public void run(byte[][] events, int round) {
    try {
      for (int i = 0; i < events.length; i++) {
        boolean unused =
            (boolean)
                accept.invokeExact(
                    engine, events[i], "memory", (long) round * events.length + i + 1);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("The baseline failed.", e);
    }
  }
}
