package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.index.IndexWriter;
import dev.sigrun.compiler.index.Selectivity;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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
    return new JavaBackend(options, Selectivity.builtIn());
  }

  /** The same that makes the index of the rules for events like these. */
  public JavaBackend forEvents(Selectivity selectivity) {
    return new JavaBackend(options, selectivity);
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
    List<RuleEntry> entries = written.stream().map(this::entry).toList();
    TypeSpec set = SetClassWriter.write(options, entries);
    sources.add(source(set, "rules"));
    sources.sort(Comparator.comparing(JavaSource::path));
    String setName = options.packageName() + "." + options.setName();
    return new GeneratedJava(
        setName,
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
        resources(setName, written),
        emitted.stream().map(Emitted::artifact).toList());
  }

  /** The class of a rule of a set. */
  private record Written(AnalyzedRule rule, RuleClassWriter.RuleClass type, JavaSource source) {
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
    return new Written(rule, type, source(type.type(), Comments.path(rule.rule().path())));
  }

  private RuleEntry entry(Written written) {
    AnalyzedRule rule = written.rule();
    return new RuleEntry(
        rule.rule().ruleId(),
        ClassName.get(options.packageName(), written.type().type().name()),
        written.type().registrations(),
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

  private List<JavaResource> resources(String setName, List<Written> written) {
    String folder = options.packageName().replace('.', '/') + "/";
    List<JavaResource> resources = new ArrayList<>();
    resources.add(
        JavaResource.of("META-INF/services/" + CompiledRules.class.getName(), setName + "\n"));
    for (Written each : written) {
      resources.add(
          JavaResource.of(
              folder + RuleEntry.file(each.type().type().name()),
              JsonValues.writePretty(each.rule().rule().parameters()) + "\n"));
    }
    resources.add(
        JavaResource.of(
            folder + SetClassWriter.INDEX, IndexWriter.write(predicates(written), selectivity)));
    resources.sort(Comparator.comparing(JavaResource::path));
    return resources;
  }

  /** The predicates on single events of each matcher, then of each detector, in their order. */
  private static List<List<Predicate>> predicates(List<Written> written) {
    return Stream.of(false, true)
        .flatMap(
            memory ->
                written.stream().filter(w -> w.rule().query().shape().needsMemory() == memory))
        .map(each -> each.rule().query().predicates())
        .toList();
  }
}
