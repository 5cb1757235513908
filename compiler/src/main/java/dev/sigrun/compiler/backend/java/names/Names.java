package dev.sigrun.compiler.backend.java.names;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Names of one scope, each given once. A name that is taken or means something to Java gets a
 * number. Names that differ only by case count as the same, as files on some systems do.
 */
public final class Names {
  private final Set<String> taken = new HashSet<>();

  /** A scope in which {@code reserved} are taken from the start. */
  public Names(Collection<String> reserved) {
    reserved.forEach(name -> taken.add(key(name)));
  }

  /** {@code wanted}, or with a number from 2 on after it. */
  public String allocate(String wanted) {
    return allocate(wanted, "");
  }

  /** {@code wanted}, or with {@code separator} and a number from 2 on after it. */
  public String allocate(String wanted, String separator) {
    String name = wanted;
    for (int number = 2; !isFree(name); number++) {
      name = wanted + separator + number;
    }
    taken.add(key(name));
    return name;
  }

  private boolean isFree(String name) {
    return !taken.contains(key(name)) && !SourceVersion.isKeyword(name, SourceVersion.RELEASE_17);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
