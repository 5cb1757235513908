package dev.sigrun.cli.cache;

import dev.sigrun.runtime.compiled.CompiledRules;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads compiled rules: those of a jar, and the pack that comes with the command. */
public final class JarRules {
  private JarRules() {}

  /** The compiled rules in {@code jar}; empty if there are none that this Sigrun can load. */
  public static Optional<CompiledRules> load(Path jar) {
    try {
      // Stays open until the process ends: classes are loaded when they are first used.
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, new RuntimeLoader());
      return ServiceLoader.load(CompiledRules.class, loader).findFirst();
    } catch (MalformedURLException | ServiceConfigurationError | LinkageError e) {
      return Optional.empty();
    }
  }

  /** The pack on the class path of the command; empty if it was started without. */
  public static Optional<CompiledRules> pack() {
    return ServiceLoader.load(CompiledRules.class, JarRules.class.getClassLoader()).findFirst();
  }

  /**
   * Knows the runtime and Java itself, which is all that compiled rules need. So a jar may hold
   * classes that are on the class path as well: those of the pack, possibly in another version.
   */
  private static final class RuntimeLoader extends ClassLoader {
    private static final String RUNTIME = "dev.sigrun.runtime.";

    private RuntimeLoader() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(RUNTIME)) {
        return Class.forName(name, false, CompiledRules.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
