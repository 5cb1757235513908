package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.RulePart;
import dev.sigrun.compiler.backend.java.SetJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.backend.java.names.RulePlace;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.rule.RuleHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The rules that were chosen to be run among those of {@link IncrementalRules}. */
public final class RunnableJar {
  private final IncrementalRules rules;

  /** In the order of the jar. */
  private final List<Chosen> chosen;

  /**
   * A rule that is run.
   *
   * @param number its position in its file
   */
  private record Chosen(IncrementalRules.Compiled file, int number, RuleHead head) {
    private KeptFile.Rule rule() {
      return file.rules().rules().get(number);
    }

    private boolean isRefused() {
      return !rule().refusals().isEmpty();
    }
  }

  /**
   * A jar, and what to keep of it.
   *
   * @param jar the jar
   * @param records what {@link KeptBuild#of} reads
   */
  public record Built(SetJar jar, byte[] records) {}

  private RunnableJar(IncrementalRules rules, List<Chosen> chosen) {
    this.rules = rules;
    this.chosen = chosen;
  }

  static RunnableJar of(IncrementalRules rules, Predicate<RuleHead> accepted) {
    Iterator<RuleFacts> facts = rules.report().rules().iterator();
    Set<String> identities = new HashSet<>();
    List<Chosen> chosen = new ArrayList<>();
    for (IncrementalRules.Compiled file : rules.files()) {
      for (int number = 0; number < file.rules().rules().size(); number++) {
        RuleFacts checked = facts.next();
        Optional<RuleHead> head = checked.head();
        // Of several rules with the same identity the first.
        if (file.rules().rules().get(number).analyzed()
            && checked.outcome() != Outcome.PART
            && head.isPresent()
            && identities.add(head.get().ruleId())
            && accepted.test(head.get())) {
          chosen.add(new Chosen(file, number, head.get()));
        }
      }
    }
    chosen.sort(Comparator.comparing(each -> RulePlace.of(each.head())));
    return new RunnableJar(rules, List.copyOf(chosen));
  }

  /** How many rules were chosen. */
  public int size() {
    return chosen.size();
  }

  /** How many of them have lists of exceptions that are kept elsewhere. */
  public long withExceptionLists() {
    return chosen.stream().filter(each -> each.rule().facts().exceptionLists()).count();
  }

  /** Why some of them have no Java, with the places in their files. */
  public List<Diagnostic> refusals() {
    return chosen.stream().flatMap(each -> each.rule().refusals().stream()).toList();
  }

  /** Whether none of them has Java. */
  public boolean isEmpty() {
    return chosen.stream().allMatch(Chosen::isRefused);
  }

  /**
   * The jar of the rules.
   *
   * @param kept class files of former compilations
   * @throws MissingJavaCompilerException if there is something to compile and this is not a JDK, or
   *     the runtime's classes are out of javac's reach
   */
  public Built build(KeptClasses kept) throws MissingJavaCompilerException {
    List<Chosen> run = chosen.stream().filter(each -> !each.isRefused()).toList();
    List<String> names =
        rules.backend().classNames(run.stream().map(each -> each.head().source().name()).toList());
    List<RulePart> parts =
        IntStream.range(0, run.size())
            .parallel()
            .mapToObj(i -> part(run.get(i), names.get(i)))
            .toList();
    SetJar jar = SetJar.of(rules.backend(), parts, rules.earlier().map(KeptBuild::jar), kept);
    return new Built(jar, KeptBuild.records(jar.classes(), records(run, parts)));
  }

  private RulePart part(Chosen rule, String className) {
    String id = rule.head().ruleId();
    return rule.rule()
        .part()
        .filter(part -> part.className().equals(className) && part.ruleId().equals(id))
        .orElseGet(() -> rules.backend().part(meaning(rule).withRuleId(id), className));
  }

  private AnalyzedRule meaning(Chosen rule) {
    return rule.file()
        .meanings()
        .get(rule.number())
        .orElseGet(() -> rules.meaning(rule.file(), rule.number()));
  }

  /** What to keep of files. */
  private SortedMap<String, byte[]> records(List<Chosen> run, List<RulePart> parts) {
    IdentityHashMap<KeptFile.Rule, RulePart> partOf = new IdentityHashMap<>();
    for (int i = 0; i < run.size(); i++) {
      partOf.put(run.get(i).rule(), parts.get(i));
    }
    SortedMap<String, byte[]> records = new TreeMap<>();
    for (IncrementalRules.Compiled file : rules.files()) {
      Optional<String> key = file.source().key();
      if (key.isPresent() && rules.isKept(file)) {
        record(file, key.get(), partOf).ifPresent(bytes -> records.put(key.get(), bytes));
      }
    }
    return records;
  }

  private Optional<byte[]> record(
      IncrementalRules.Compiled file, String key, IdentityHashMap<KeptFile.Rule, RulePart> partOf) {
    List<KeptFile.Rule> now = new ArrayList<>();
    boolean same = file.source().kept().isPresent();
    for (KeptFile.Rule rule : file.rules().rules()) {
      Optional<RulePart> part = Optional.ofNullable(partOf.get(rule));
      same = same && part.equals(rule.part());
      now.add(rule.with(part));
    }
    if (same) {
      return rules.earlier().flatMap(build -> build.bytes(key));
    }
    KeptFile kept = new KeptFile(file.rules().circumstances(), file.rules().dependsOnOthers(), now);
    return file.source().file().text().filter(kept::isAbout).map(text -> kept.toBytes());
  }
}
