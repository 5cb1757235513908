package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.backend.KnownArchive;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MemoryClassLoader;
import dev.sigrun.compiler.backend.java.javac.MemoryCompiler;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The jar of a set of rules, put together of what is made now and of files of an earlier jar. It
 * has the bytes of the {@link RuleJar} that is compiled as a whole.
 *
 * @param setName qualified name of the class of the set
 * @param classes of the set
 * @param bytes of the jar
 */
public record SetJar(String setName, SetClasses classes, byte[] bytes) {
  /**
   * An earlier jar.
   *
   * @param archive its files
   * @param classes those of its set
   */
  public record Earlier(KnownArchive archive, SetClasses classes) {}

  /**
   * The classes of a set of rules, apart from those of the rules, and its index.
   *
   * @param key the same for sets whose classes are equal
   * @param digest the {@link JavaSource#digest} of their source
   * @param indexKey the same for sets whose indexes are equal
   */
  public record SetClasses(String key, String digest, String indexKey) {}

  /**
   * Compiles what is new.
   *
   * @param rules in the order of their {@linkplain dev.sigrun.compiler.backend.java.names.RulePlace
   *     places}
   * @param earlier has the files of all rules that are not new; may be absent if all are new
   * @param kept receives the class files of all sources
   * @throws MissingJavaCompilerException if there is something to compile and this is not a JDK, or
   *     the runtime's classes are out of javac's reach
   * @throws IllegalStateException if javac refuses the sources, which is a bug of the generator
   */
  public static SetJar of(
      JavaBackend backend, List<RulePart> rules, Optional<Earlier> earlier, KeptClasses kept)
      throws MissingJavaCompilerException {
    String setKey = setKey(backend, rules);
    SortedMap<String, ?> known = earlier.map(e -> e.archive().paths()).orElse(new TreeMap<>());
    List<String> taken = new ArrayList<>();
    for (RulePart rule : rules) {
      if (rule.source().isEmpty()) {
        List<String> classes = RuleJar.classes(rule.path(), known);
        kept.keepTaken(rule.digest(), classes);
        taken.addAll(classes);
        taken.add(rule.path() + ".json");
      }
    }
    String setDigest;
    SortedMap<String, byte[]> made;
    if (earlier.filter(e -> e.classes().key().equals(setKey)).isPresent()) {
      setDigest = earlier.get().classes().digest();
      made = compile(newSources(rules), List.of(), Map.of(), kept);
      List<String> ofSet = RuleJar.classes(backend.setName().replace('.', '/'), known);
      kept.keepTaken(setDigest, ofSet);
      taken.addAll(ofSet);
    } else {
      JavaSource set = backend.set(rules.parallelStream().map(RulePart::entry).toList());
      setDigest = set.digest();
      made = compile(newSources(rules), List.of(set), classes(earlier, taken), kept);
    }
    String indexKey = indexKey(setKey, rules);
    if (backend.indexesRulesAlone()
        && earlier.filter(e -> e.classes().indexKey().equals(indexKey)).isPresent()) {
      taken.add(backend.indexPath());
    } else {
      JavaResource index = backend.index(rules);
      made.put(index.path(), index.bytes());
    }
    for (JavaResource resource : backend.resourcesWithoutIndex(rules)) {
      made.put(resource.path(), resource.bytes());
    }
    SetClasses classes = new SetClasses(setKey, setDigest, indexKey);
    return new SetJar(
        backend.setName(), classes, archive(backend, rules.size(), earlier, taken, made));
  }

  private static byte[] archive(
      JavaBackend backend,
      int count,
      Optional<Earlier> earlier,
      List<String> taken,
      SortedMap<String, byte[]> made) {
    byte[] manifest = RuleJar.manifest(backend.setName(), count);
    if (earlier.isEmpty()) {
      return RuleJar.archive(manifest, made);
    }
    Map<String, byte[]> others = new LinkedHashMap<>(made);
    others.put(RuleJar.MANIFEST, manifest);
    return earlier.get().archive().with(taken, others, RuleJar.MANIFEST);
  }

  /** The class files among files of the earlier jar. */
  private static Map<String, byte[]> classes(Optional<Earlier> earlier, List<String> taken) {
    return earlier.isEmpty()
        ? Map.of()
        : earlier
            .get()
            .archive()
            .read(
                taken.stream().filter(path -> path.endsWith(".class")).collect(Collectors.toSet()));
  }

  private static List<JavaSource> newSources(List<RulePart> rules) {
    return rules.stream().flatMap(rule -> rule.source().stream()).toList();
  }

  /**
   * The class files of some sources.
   *
   * @param known class files of other sources, which {@code set} may know
   */
  private static SortedMap<String, byte[]> compile(
      List<JavaSource> rules, List<JavaSource> set, Map<String, byte[]> known, KeptClasses kept)
      throws MissingJavaCompilerException {
    SortedMap<String, byte[]> made = new TreeMap<>();
    List<JavaSource> newRules = rules.stream().filter(rule -> isNew(rule, made, kept)).toList();
    List<JavaSource> newSet = set.stream().filter(rule -> isNew(rule, made, kept)).toList();
    Map<String, byte[]> all = new HashMap<>(known);
    all.putAll(made);
    made.putAll(MemoryCompiler.compile(newRules, newSet, all));
    List<JavaSource> sources = new ArrayList<>(rules);
    sources.addAll(set);
    for (JavaSource source : sources) {
      kept.keep(source.digest(), RuleJar.classes(source, made));
    }
    return made;
  }

  private static boolean isNew(
      JavaSource source, SortedMap<String, byte[]> made, KeptClasses kept) {
    Map<String, byte[]> found = kept.find(source.digest());
    made.putAll(found);
    return found.isEmpty();
  }

  private static String setKey(JavaBackend backend, List<RulePart> rules) {
    KeptOutput determinants = new KeptOutput();
    backend.writeSettings(determinants);
    return digest(determinants.list(rules, (out, rule) -> out.bytes(rule.entryBytes())));
  }

  /** The index has the conditions of matchers first; which rules are matchers is in the set. */
  private static String indexKey(String setKey, List<RulePart> rules) {
    return digest(
        new KeptOutput().text(setKey).list(rules, (out, rule) -> out.bytes(rule.conditionBytes())));
  }

  private static String digest(KeptOutput determinants) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(determinants.toBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The set, loaded from memory in a class loader of its own. */
  public CompiledRules load() {
    KnownArchive archive = KnownArchive.of(bytes);
    Map<String, byte[]> files = archive.read(archive.paths().keySet());
    return RuleJar.load(
        setName, new MemoryClassLoader(files, CompiledRules.class.getClassLoader()));
  }
}
