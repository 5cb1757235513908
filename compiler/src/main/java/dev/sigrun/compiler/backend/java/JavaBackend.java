package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.backend.java.names.ClassNames;
import dev.sigrun.compiler.backend.java.names.RulePlace;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.index.IndexWriter;
import dev.sigrun.compiler.index.RuleCondition;
import dev.sigrun.compiler.index.Selectivity;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Renders rules as Java: for each a readable class, which is an {@link
 * dev.sigrun.runtime.rule.EventMatcher} or makes a {@link dev.sigrun.runtime.detector.Detector},
 * and a {@link dev.sigrun.runtime.compiled.CompiledRules} for all of them. The output is the same
 * for the same rules in any order, on any machine.
 *
 * <pre>{@code
 * JavaBackend backend = JavaBackend.create(new JavaBackend.Options("com.example.rules", "MyRules"));
 * GeneratedJava java = backend.emit(rules);
 * for (JavaSource source : java.sources()) {
 *   Files.writeString(folder.resolve(source.path()), source.content());
 * }
 * }</pre>
 */
public final class JavaBackend implements Backend {
  private static final DiagnosticKind SAME_ID =
      DiagnosticKind.unsupported("JAV005", "Another rule of the set has the same id, '%s'.");

  private static final Comparator<AnalyzedRule> ORDER =
      Comparator.comparing(rule -> RulePlace.of(rule.rule().head()));

  /** JavaPoet has a blank line between fields. Comments start with a star, so none is one. */
  private static final Pattern BETWEEN_FIELDS =
      Pattern.compile(
          "^( ++private final \\w++ \\w++;\n)\n(?= ++private final \\w++ \\w++;\n)",
          Pattern.MULTILINE);

  private final Options options;

  private final Selectivity selectivity;

  /** Whether the index is made for certain events. */
  private final boolean forEvents;

  private JavaBackend(Options options, Selectivity selectivity, boolean forEvents) {
    this.options = options;
    this.selectivity = selectivity;
    this.forEvents = forEvents;
  }

  /**
   * Names in generated code.
   *
   * @param packageName of all classes
   * @param setName simple name of the class of the set
   * @param timestampField the field that has the time of events, if it is not a usual one
   * @param timestampFormat how the time is written there, if not in a usual form
   */
  public record Options(
      String packageName,
      String setName,
      Optional<String> timestampField,
      Optional<String> timestampFormat) {
    /** Names of classes, for events that have their time where events usually do. */
    public Options(String packageName, String setName) {
      this(packageName, setName, Optional.empty(), Optional.empty());
    }

    /** The same for events that have their time in this field. */
    public Options withTimestampField(Optional<String> field) {
      return new Options(packageName, setName, field, timestampFormat);
    }

    /** The same for events whose time is written so. */
    public Options withTimestampFormat(Optional<String> format) {
      return new Options(packageName, setName, timestampField, format);
    }

    /** Refuses what Java 17 does not take for a name, and packages that are taken. */
    public Options {
      if (isTaken(packageName)) {
        throw new IllegalArgumentException("The package '" + packageName + "' is reserved.");
      }
      if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
        throw new IllegalArgumentException("'" + packageName + "' is not a valid package name.");
      }
      if (!SourceVersion.isName(setName, SourceVersion.RELEASE_17) || setName.contains(".")) {
        throw new IllegalArgumentException("'" + setName + "' is not a valid class name.");
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
    return new JavaBackend(options, Selectivity.builtIn(), false);
  }

  /** The same that makes the index of the rules for events like these. */
  public JavaBackend forEvents(Selectivity selectivity) {
    return new JavaBackend(options, selectivity, true);
  }

  @Override
  public String name() {
    return "java";
  }

  /** The class of {@code rule}, under the name that it has where no other rule lays claim to it. */
  @Override
  public Artifact emit(AnalyzedRule rule) {
    Reasons reasons = Reasons.none();
    QuerySupport.check(rule, reasons);
    String className = new ClassNames(options.setName()).of(rule.rule().path());
    return Artifact.of(rule.rule(), reasons, () -> write(rule, className).source().content());
  }

  /** All rules as Java. Rules that it cannot render are refused, never dropped in silence. */
  public GeneratedJava emit(List<AnalyzedRule> rules) {
    List<Emitted> emitted = emitAll(rules.stream().sorted(ORDER).toList());
    List<Written> written = emitted.stream().flatMap(each -> each.written().stream()).toList();
    List<JavaSource> sources = new ArrayList<>(written.stream().map(Written::source).toList());
    sources.add(set(written.stream().map(each -> each.part().entry()).toList()));
    sources.sort(Comparator.comparing(JavaSource::path));
    return new GeneratedJava(
        setName(),
        written.stream()
            .filter(each -> !each.rule().query().shape().needsMemory())
            .map(each -> new GeneratedJava.Matcher(each.ruleId(), each.qualifiedName()))
            .toList(),
        written.stream()
            .filter(each -> each.rule().query().shape().needsMemory())
            .map(each -> new GeneratedJava.Detector(each.ruleId(), each.qualifiedName()))
            .toList(),
        written.stream()
            .filter(each -> each.rule().suppression().isPresent())
            .map(each -> new GeneratedJava.Suppressor(each.ruleId(), each.qualifiedName()))
            .toList(),
        sources,
        resources(written.stream().map(Written::part).toList()),
        emitted.stream().map(Emitted::artifact).toList());
  }

  /** The class of a rule of a set. */
  private record Written(AnalyzedRule rule, RulePart part, JavaSource source) {
    String ruleId() {
      return rule.rule().ruleId();
    }

    String qualifiedName() {
      return source.qualifiedName();
    }
  }

  /** The result for one rule of a set. */
  private record Emitted(Artifact artifact, Optional<Written> written) {}

  /** Rules are independent of each other once their classes have names. */
  private List<Emitted> emitAll(List<AnalyzedRule> rules) {
    ClassNames names = new ClassNames(options.setName());
    Set<String> ruleIds = new HashSet<>();
    List<Supplier<Emitted>> pending = new ArrayList<>();
    for (AnalyzedRule rule : rules) {
      Reasons reasons = Reasons.none();
      QuerySupport.check(rule, reasons);
      if (reasons.fidelity() != Fidelity.REFUSED && !ruleIds.add(rule.rule().ruleId())) {
        reasons.refuse(SAME_ID, rule.rule().ruleIdOrigin(), rule.rule().ruleId());
      }
      if (reasons.fidelity() == Fidelity.REFUSED) {
        Artifact refused = Artifact.of(rule.rule(), reasons, () -> "");
        pending.add(() -> new Emitted(refused, Optional.empty()));
      } else {
        String className = names.of(rule.rule().path());
        pending.add(
            () -> {
              Written written = write(rule, className);
              Artifact artifact =
                  Artifact.of(rule.rule(), reasons, () -> written.source().content());
              return new Emitted(artifact, Optional.of(written));
            });
      }
    }
    return pending.parallelStream().map(Supplier::get).toList();
  }

  private Written write(AnalyzedRule rule, String className) {
    RuleClassWriter.RuleClass type = RuleClassWriter.write(rule, className);
    JavaSource source = source(type.type(), Comments.path(rule.rule().path()));
    return new Written(rule, RulePart.of(rule, entry(rule, type), source), source);
  }

  private RuleEntry entry(AnalyzedRule rule, RuleClassWriter.RuleClass type) {
    return new RuleEntry(
        rule.rule().ruleId(),
        ClassName.get(options.packageName(), type.type().name()),
        type.registrations(),
        WindowTimes.ofNow(rule),
        rule.query().shape().needsMemory()
            ? Optional.of(DetectorTraits.of(rule))
            : Optional.empty(),
        rule.suppression().isPresent());
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

  /** The qualified name of the class of the set. */
  String setName() {
    return options.packageName() + "." + options.setName();
  }

  /** The class of a set of rules. */
  JavaSource set(List<RuleEntry> rules) {
    return source(SetClassWriter.write(options, rules), "rules");
  }

  /** All files of a set of rules that are made now and are not classes. */
  List<JavaResource> resources(List<RulePart> rules) {
    List<JavaResource> resources = new ArrayList<>(resourcesWithoutIndex(rules));
    resources.add(index(rules));
    resources.sort(Comparator.comparing(JavaResource::path));
    return resources;
  }

  List<JavaResource> resourcesWithoutIndex(List<RulePart> rules) {
    List<JavaResource> resources = new ArrayList<>();
    resources.add(
        JavaResource.of("META-INF/services/" + CompiledRules.class.getName(), setName() + "\n"));
    rules.forEach(rule -> rule.parameters().ifPresent(resources::add));
    return resources;
  }

  JavaResource index(List<RulePart> rules) {
    return JavaResource.of(indexPath(), IndexWriter.ofConditions(conditions(rules), selectivity));
  }

  /** Where the index of a set belongs on the class path. */
  String indexPath() {
    return options.packageName().replace('.', '/') + "/" + SetClassWriter.INDEX;
  }

  /** Whether equal rules have equal indexes, because no events were looked at. */
  boolean indexesRulesAlone() {
    return !forEvents;
  }

  /** The conditions on single events of each matcher, then of each detector, in their order. */
  private static List<RuleCondition> conditions(List<RulePart> rules) {
    Map<Boolean, List<RulePart>> byMemory =
        rules.parallelStream()
            .collect(Collectors.partitioningBy(rule -> rule.entry().detector().isPresent()));
    return Stream.of(false, true)
        .flatMap(memory -> byMemory.getOrDefault(memory, List.of()).stream())
        .toList()
        .parallelStream()
        .map(RulePart::condition)
        .toList();
  }

  /** Everything but rules on which the Java of a set depends. */
  void writeSettings(KeptOutput out) {
    out.text(setName())
        .optional(options.timestampField(), KeptOutput::text)
        .optional(options.timestampFormat(), KeptOutput::text)
        .number(CompiledRules.CONTRACT);
  }

  /** The reasons why a rule has no Java, with the places in its file; none if it has. */
  public List<Diagnostic> refusals(AnalyzedRule rule) {
    Reasons reasons = Reasons.none();
    QuerySupport.check(rule, reasons);
    return Artifact.of(rule.rule(), reasons, () -> "").refusals();
  }

  /** The names of the classes of rules that have Java, given the paths of their files in order. */
  public List<String> classNames(List<String> paths) {
    ClassNames names = new ClassNames(options.setName());
    return paths.stream().map(names::of).toList();
  }

  /** What a rule that is not refused adds to the Java of a set. */
  public RulePart part(AnalyzedRule rule, String className) {
    return write(rule, className).part();
  }
}
