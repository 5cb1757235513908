package dev.sigrun.runtime;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads rules from jars, and only from these: rules of the same names that are on the class path of
 * the program, or in the jars of an earlier set, must not take their place. The library that rules
 * run on is that of the program, even if a jar contains another.
 */
final class RuleJarLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String RUNTIME = "dev.sigrun.runtime.";
  private static final String SERVICES = "META-INF/services/";

  RuleJarLoader(URL[] jars, ClassLoader parent) {
    super("sigrun-rules", jars, parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null && !name.startsWith(RUNTIME)) {
        known = own(name);
      }
      return known == null ? super.loadClass(name, resolve) : known;
    }
  }

  private @Nullable Class<?> own(String name) {
    if (findResource(name.replace('.', '/') + ".class") == null) {
      return null;
    }
    try {
      return findClass(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null && !name.startsWith(SERVICES) ? super.getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> own = Collections.list(findResources(name));
    return own.isEmpty() && !name.startsWith(SERVICES)
        ? super.getResources(name)
        : Collections.enumeration(own);
  }
}
