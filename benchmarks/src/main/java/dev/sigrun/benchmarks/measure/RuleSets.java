package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.RuleSource;
import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rule sets as jars, compiled once and then loaded by each process that measures. */
public final class RuleSets {
  private static final String STATEFUL = "whole-folder.jar";

  private final Workload workload;

  /** Rule sets of that workload. */
  public RuleSets(Workload workload) {
    this.workload = workload;
  }

  /** One rule set in both forms. */
  RuleSource source(RuleCount count, Subset subset) {
    return new RuleSource() {
      @Override
      public List<AnalyzedRule> analyzed() {
        return analyze(count, subset);
      }

      @Override
      public RuleSet compiled() throws IOException {
        return load(jar(count, subset));
      }
    };
  }

  /** The rules that look at one event at a time. */
  List<AnalyzedRule> analyze(RuleCount count, Subset subset) {
    List<AnalyzedRule> rules = BenchmarkRules.load(workload.rules());
    return count.of(subset.of(BenchmarkRules.singleEvent(rules)));
  }

  /** Compiles a set unless its jar is there and made of the same Java. */
  void prepare(RuleCount count, Subset subset) throws IOException {
    prepare(jar(count, subset), analyze(count, subset));
  }

  /** Compiles all rules of the folder, those that need memory too. */
  void prepareWholeFolder() throws IOException {
    prepare(wholeFolder(), BenchmarkRules.load(workload.rules()));
  }

  /** Compiles the rules that look at one event at a time, unless that was done. */
  public Path prepareSingleEvent() throws IOException {
    Files.createDirectories(workload.work());
    prepare(RuleCount.ALL, Subset.EVERY);
    return jar(RuleCount.ALL, Subset.EVERY);
  }

  /** Compiles all rules of the folder but those that alert on most events, unless that was done. */
  public Path prepareForStreams() throws IOException {
    List<AnalyzedRule> rules = BenchmarkRules.load(workload.rules());
    return prepared("streams.jar", BenchmarkRules.withoutEverything(rules));
  }

  /** Compiles those of the same that have these ids, unless that was done. */
  public Path prepareThose(String name, Set<String> ids) throws IOException {
    List<AnalyzedRule> rules = BenchmarkRules.load(workload.rules());
    return prepared(
        name,
        BenchmarkRules.withoutEverything(rules).stream()
            .filter(rule -> ids.contains(rule.rule().ruleId()))
            .toList());
  }

  /** Compiles all rules of the folder that are not in ES|QL, unless that was done. */
  Path prepareWithoutEsql() throws IOException {
    List<AnalyzedRule> rules = BenchmarkRules.load(workload.rules());
    return prepared("without-esql.jar", BenchmarkRules.withoutEsql(rules));
  }

  /** Compiles the same with the rules in ES|QL for as many of those in KQL. */
  Path prepareEsqlForKql(int draw) throws IOException {
    List<AnalyzedRule> rules = BenchmarkRules.load(workload.rules());
    return prepared("esql-for-kql-" + draw + ".jar", BenchmarkRules.esqlForKql(rules, draw));
  }

  private Path prepared(String name, List<AnalyzedRule> rules) throws IOException {
    Files.createDirectories(workload.work());
    Path jar = workload.work().resolve(name);
    prepare(jar, rules);
    return jar;
  }

  /** The jar of all rules of the folder. */
  Path wholeFolder() {
    return workload.work().resolve(STATEFUL);
  }

  /** The jar of a set. */
  Path jar(RuleCount count, Subset subset) {
    String name = (subset + "-" + count).toLowerCase(Locale.ROOT) + ".jar";
    return workload.work().resolve(name);
  }

  /** The rule set in a jar. The class loader stays open as long as the process. */
  public static RuleSet load(Path jar) throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing; './sigrun-bench --prepare' makes it.");
    }
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, RuleSet.class.getClassLoader());
    return RuleSet.load(loader);
  }

  /** Compiles rules to a jar. */
  public static RuleJar compile(List<AnalyzedRule> rules) {
    return compile(emit(rules));
  }

  private static void prepare(Path jar, List<AnalyzedRule> rules) throws IOException {
    GeneratedJava java = emit(rules);
    String hash = hash(java);
    Path hashFile = Path.of(jar + ".sha256");
    if (Files.exists(jar) && Files.exists(hashFile) && Files.readString(hashFile).equals(hash)) {
      return;
    }
    compile(java).write(jar);
    Files.writeString(hashFile, hash);
  }

  private static GeneratedJava emit(List<AnalyzedRule> rules) {
    return JavaBackend.create(JavaBackend.Options.defaults()).emit(rules);
  }

  private static RuleJar compile(GeneratedJava java) {
    try {
      return RuleJar.compile(java);
    } catch (MissingJavaCompilerException e) {
      throw new IllegalStateException("A JDK is needed to measure.", e);
    }
  }

  private static String hash(GeneratedJava java) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (JavaSource source : java.sources()) {
        digest.update(source.content().getBytes(StandardCharsets.UTF_8));
      }
      for (JavaResource resource : java.resources()) {
        digest.update(resource.bytes());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java knows SHA-256.", e);
    }
  }
}
