package dev.sigrun.cli.cache;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.util.List;
import java.util.Optional;

/** Loads queries, and keeps what javac made of them for when they are asked again. */
public final class QueryCache implements QueryProgram.Loader {
  private final Optional<RuleSetCache> cache;

  private QueryCache(Optional<RuleSetCache> cache) {
    this.cache = cache;
  }

  /** The cache of this user; it keeps nothing if there is no place for it. */
  public static QueryCache of(Environment environment) {
    return new QueryCache(RuleSetCache.ofQueries(environment));
  }

  @Override
  public CompiledRules load(GeneratedJava java) throws MissingJavaCompilerException {
    if (cache.isEmpty()) {
      return RuleJar.compile(java).load();
    }
    String key = key(java);
    Optional<CompiledRules> known = cache.get().get(key).flatMap(LoadedRules::rules);
    if (known.isPresent()) {
      return known.get();
    }
    CachedClasses classes = cache.get().classes();
    RuleJar jar = RuleJar.compile(java, classes);
    cache.get().put(key, jar.toBytes(), new byte[0], List.of(), classes);
    return jar.load();
  }

  private static String key(GeneratedJava java) {
    InputDigest digest = InputDigest.ofThisBuild();
    for (JavaSource source : java.sources()) {
      digest.add(source.path()).add(source.content());
    }
    for (JavaResource resource : java.resources()) {
      digest.add(resource.path()).add(InputDigest.hex(resource.bytes()));
    }
    return digest.toHex();
  }
}
