package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.index.RuleCondition;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a rule adds to the Java of a set: its class and parameters, and the facts that the set
 * needs. The class and the parameters are absent if the part was kept since an earlier compilation
 * of the rule: then the jar of that time has them. Of such parts the facts are decoded when they
 * are asked for, because most sets need only their bytes.
 */
public final class RulePart {
  private final String ruleId;
  private final ClassName type;
  private final Fact<RuleEntry> entry;
  private final Fact<RuleCondition> condition;
  private final String digest;
  private final Optional<JavaSource> source;
  private final Optional<JavaResource> parameters;

  /**
   * A fact about the rule and its bytes; equal facts have equal bytes. Each is made when it is
   * asked for.
   */
  private record Fact<T>(Supplier<T> value, Supplier<byte[]> bytes) {
    static <T> Fact<T> of(T value, BiConsumer<T, KeptOutput> form) {
      return new Fact<>(
          () -> value,
          () -> {
            KeptOutput out = new KeptOutput();
            form.accept(value, out);
            return out.toBytes();
          });
    }

    static <T> Fact<T> kept(byte[] bytes, Function<KeptInput, T> form) {
      return new Fact<>(() -> form.apply(new KeptInput(bytes)), () -> bytes);
    }
  }

  private RulePart(
      String ruleId,
      ClassName type,
      Fact<RuleEntry> entry,
      Fact<RuleCondition> condition,
      String digest,
      Optional<JavaSource> source,
      Optional<JavaResource> parameters) {
    this.ruleId = ruleId;
    this.type = type;
    this.entry = entry;
    this.condition = condition;
    this.digest = digest;
    this.source = source;
    this.parameters = parameters;
  }

  static RulePart of(AnalyzedRule rule, RuleEntry entry, JavaSource source) {
    String folder = entry.type().packageName().replace('.', '/') + "/";
    return new RulePart(
        entry.ruleId(),
        entry.type(),
        Fact.of(entry, RuleEntry::write),
        Fact.of(RuleCondition.of(rule.query().predicates()), RuleCondition::write),
        source.digest(),
        Optional.of(source),
        Optional.of(
            JavaResource.of(
                folder + entry.file(), JsonValues.writePretty(rule.rule().parameters()) + "\n")));
  }

  /** The part that {@link #write} wrote, without the class and the parameters. */
  public static RulePart read(KeptInput in) {
    return new RulePart(
        in.text(),
        ClassName.get(in.text(), in.text()),
        Fact.kept(in.bytes(), RuleEntry::read),
        Fact.kept(in.bytes(), RuleCondition::read),
        in.text(),
        Optional.empty(),
        Optional.empty());
  }

  /** Writes the part, but for the class and the parameters. */
  public void write(KeptOutput out) {
    out.text(ruleId)
        .text(type.packageName())
        .text(type.simpleName())
        .bytes(entryBytes())
        .bytes(conditionBytes())
        .text(digest);
  }

  /** The simple name of its class. */
  public String className() {
    return type.simpleName();
  }

  /** The identity that the rule has in the set. */
  public String ruleId() {
    return ruleId;
  }

  /** Where its class belongs on the class path, without the ending. */
  String path() {
    return type.canonicalName().replace('.', '/');
  }

  RuleEntry entry() {
    return entry.value().get();
  }

  byte[] entryBytes() {
    return entry.bytes().get();
  }

  RuleCondition condition() {
    return condition.value().get();
  }

  byte[] conditionBytes() {
    return condition.bytes().get();
  }

  /** The {@link JavaSource#digest} of its class. */
  String digest() {
    return digest;
  }

  Optional<JavaSource> source() {
    return source;
  }

  Optional<JavaResource> parameters() {
    return parameters;
  }
}
