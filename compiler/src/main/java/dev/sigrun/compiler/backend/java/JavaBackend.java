package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.AnalyzedRule;
import dev.sigrun.compiler.backend.Unsupported;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.index.IndexWriter;
import dev.sigrun.compiler.index.Selectivity;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Renders rules as Java: for each a readable class, which is an {@link
 * dev.sigrun.runtime.rule.EventMatcher} or makes a {@link dev.sigrun.runtime.detector.Detector},
 * and a {@link dev.sigrun.runtime.compiled.CompiledRules} for all of them. The output is the same
 * for the same rules in any order, on any machine.
 */
public final class JavaBackend {
  private static final Comparator<AnalyzedRule> ORDER =
      Comparator.<AnalyzedRule, String>comparing(rule -> rule.rule().path().replace('\\', '/'))
          .thenComparing(rule -> rule.rule().ruleId())
          .thenComparing(rule -> rule.rule().source().content());

  /** JavaPoet has a blank line between fields. Comments start with a star, so none is one. */
  private static final Pattern BETWEEN_FIELDS =
      Pattern.compile(
          "^( ++private final \\w++ \\w++;\n)\n(?= ++private final \\w++ \\w++;\n)",
          Pattern.MULTILINE);

  private final Options options;

  private final Selectivity selectivity;

  private JavaBackend(Options options, Selectivity selectivity) {
    this.options = options;
    this.selectivity = selectivity;
  }

  /**
   * Names in generated code.
   *
   * @param packageName of all classes
   * @param setName simple name of the class of the set
   */
  public record Options(String packageName, String setName) {
    /** Refuses what Java 17 does not take for a name, and packages that are taken. */
    public Options {
      if (isTaken(packageName)) {
        throw new IllegalArgumentException("The package '" + packageName + "' is not free.");
      }
      if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
        throw new IllegalArgumentException("'" + packageName + "' is no name of a package.");
      }
      if (!SourceVersion.isName(setName, SourceVersion.RELEASE_17) || setName.contains(".")) {
        throw new IllegalArgumentException("'" + setName + "' is no name of a class.");
      }
    }

    /** Whether the package belongs to Java itself or to what matchers run on. */
    private static boolean isTaken(String packageName) {
      return packageName.equals("java")
          || packageName.startsWith("java.")
          || packageName.startsWith("dev.sigrun.runtime")
          || ModuleLayer.boot().modules().stream()
              .filter(module -> module.getName().startsWith("j"))
              .anyMatch(module -> module.getPackages().contains(packageName));
    }

    /** {@code dev.sigrun.generated.DetectionRules}. */
    public static Options defaults() {
      return new Options("dev.sigrun.generated", "DetectionRules");
    }
  }

  /** A back end that names its output so. */
  public static JavaBackend create(Options options) {
    return new JavaBackend(options, Selectivity.builtIn());
  }

  /** The same that makes the index of the rules for events like these. */
  public JavaBackend forEvents(Selectivity selectivity) {
    return new JavaBackend(options, selectivity);
  }

  /** All rules as Java. Rules that it cannot render are listed, never dropped in silence. */
  public GeneratedJava emit(List<AnalyzedRule> rules) {
    ClassNames names = new ClassNames(options.setName());
    Set<String> ruleIds = new HashSet<>();
    List<AnalyzedRule> written = new ArrayList<>();
    List<GeneratedJava.Matcher> matchers = new ArrayList<>();
    List<GeneratedJava.Detector> detectors = new ArrayList<>();
    List<GeneratedJava.Suppressor> suppressors = new ArrayList<>();
    List<String> classNames = new ArrayList<>();
    List<Unsupported> unsupported = new ArrayList<>();
    for (AnalyzedRule rule : rules.stream().sorted(ORDER).toList()) {
      Optional<Refusal> refusal = refusal(rule, ruleIds);
      if (refusal.isPresent()) {
        unsupported.add(unsupported(rule, refusal.get()));
      } else {
        String name = names.of(rule.rule().path());
        written.add(rule);
        String ruleId = rule.rule().ruleId();
        String className = options.packageName() + "." + name;
        if (isSingleEvent(rule)) {
          matchers.add(new GeneratedJava.Matcher(ruleId, className));
        } else {
          detectors.add(new GeneratedJava.Detector(ruleId, className));
        }
        if (rule.rule().suppression().isPresent()) {
          suppressors.add(new GeneratedJava.Suppressor(ruleId, className));
        }
        classNames.add(name);
      }
    }
    List<RuleClassWriter.RuleClass> ruleClasses = classes(written, classNames);
    List<JavaSource> sources = new ArrayList<>(sources(written, ruleClasses));
    sources.add(
        source(SetClassWriter.write(options.setName(), entries(written, ruleClasses)), "rules"));
    sources.sort(Comparator.comparing(JavaSource::path));
    String setName = options.packageName() + "." + options.setName();
    return new GeneratedJava(
        setName,
        matchers,
        detectors,
        suppressors,
        sources,
        resources(setName, written, classNames),
        unsupported);
  }

  /** Rules are independent of each other once their classes have names. */
  private static List<RuleClassWriter.RuleClass> classes(
      List<AnalyzedRule> rules, List<String> classNames) {
    return IntStream.range(0, rules.size())
        .parallel()
        .mapToObj(i -> RuleClassWriter.write(rules.get(i), classNames.get(i)))
        .toList();
  }

  private List<JavaSource> sources(
      List<AnalyzedRule> rules, List<RuleClassWriter.RuleClass> classes) {
    return IntStream.range(0, rules.size())
        .parallel()
        .mapToObj(i -> source(classes.get(i).type(), Comments.path(rules.get(i).rule().path())))
        .toList();
  }

  private List<SetClassWriter.RuleEntry> entries(
      List<AnalyzedRule> rules, List<RuleClassWriter.RuleClass> classes) {
    return IntStream.range(0, rules.size())
        .mapToObj(
            i -> {
              AnalyzedRule rule = rules.get(i);
              return new SetClassWriter.RuleEntry(
                  rule.rule().ruleId(),
                  ClassName.get(options.packageName(), classes.get(i).type().name()),
                  classes.get(i).registrations(),
                  WindowTimes.ofNow(rule),
                  isSingleEvent(rule) ? Optional.empty() : Optional.of(DetectorTraits.of(rule)),
                  rule.rule().suppression().isPresent());
            })
        .toList();
  }

  private static Optional<Refusal> refusal(AnalyzedRule rule, Set<String> ruleIds) {
    return QuerySupport.refusal(rule)
        .or(
            () ->
                ruleIds.add(rule.rule().ruleId())
                    ? Optional.empty()
                    : Optional.of(
                        new Refusal(
                            rule.rule().ruleIdOrigin(),
                            "A second rule of the same id",
                            "Another rule of the set has the same id.")));
  }

  private static Unsupported unsupported(AnalyzedRule rule, Refusal refusal) {
    return new Unsupported(rule.rule(), refusal.origin(), refusal.feature(), refusal.reason());
  }

  private JavaSource source(TypeSpec type, String origin) {
    JavaFile file =
        JavaFile.builder(options.packageName(), type)
            .addFileComment("Generated from $L. Do not edit.", origin)
            .skipJavaLangImports(true)
            .indent("  ")
            .build();
    String qualifiedName = options.packageName() + "." + type.name();
    return new JavaSource(
        qualifiedName,
        qualifiedName.replace('.', '/') + ".java",
        BETWEEN_FIELDS.matcher(file.toString()).replaceAll("$1"));
  }

  private List<JavaResource> resources(
      String setName, List<AnalyzedRule> rules, List<String> classNames) {
    String folder = options.packageName().replace('.', '/') + "/";
    List<JavaResource> resources = new ArrayList<>();
    resources.add(
        JavaResource.of("META-INF/services/" + CompiledRules.class.getName(), setName + "\n"));
    for (int i = 0; i < rules.size(); i++) {
      resources.add(
          JavaResource.of(
              folder + SetClassWriter.RuleEntry.file(classNames.get(i)),
              JsonValues.writePretty(rules.get(i).rule().parameters()) + "\n"));
    }
    resources.add(
        JavaResource.of(
            folder + SetClassWriter.INDEX, IndexWriter.write(predicates(rules), selectivity)));
    resources.sort(Comparator.comparing(JavaResource::path));
    return resources;
  }

  /** For each matcher, then for each detector, in their order, what it asks of single events. */
  private static List<List<Predicate>> predicates(List<AnalyzedRule> rules) {
    return Stream.of(true, false)
        .flatMap(single -> rules.stream().filter(rule -> isSingleEvent(rule) == single))
        .map(rule -> rule.query().predicates())
        .toList();
  }

  private static boolean isSingleEvent(AnalyzedRule rule) {
    return rule.query() instanceof Query.SingleEvent;
  }
}
