package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.JavaResource;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.index.RuleCondition;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Optional;

/**
 * What a rule adds to the Java of a set: its class and parameters, and the facts that the set
 * needs. The class and the parameters are absent if the part was kept since an earlier compilation
 * of the rule: then the jar of that time has them.
 */
public final class RulePart {
  private final RuleEntry entry;
  private final RuleCondition condition;
  private final String digest;
  private final Optional<JavaSource> source;
  private final Optional<JavaResource> parameters;

  private RulePart(
      RuleEntry entry,
      RuleCondition condition,
      String digest,
      Optional<JavaSource> source,
      Optional<JavaResource> parameters) {
    this.entry = entry;
    this.condition = condition;
    this.digest = digest;
    this.source = source;
    this.parameters = parameters;
  }

  static RulePart of(AnalyzedRule rule, RuleEntry entry, JavaSource source) {
    String folder = entry.type().packageName().replace('.', '/') + "/";
    return new RulePart(
        entry,
        RuleCondition.of(rule.query().predicates()),
        source.digest(),
        Optional.of(source),
        Optional.of(
            JavaResource.of(
                folder + entry.file(), JsonValues.writePretty(rule.rule().parameters()) + "\n")));
  }

  /** The part that {@link #write} wrote, without the class and the parameters. */
  public static RulePart read(KeptInput in) {
    return new RulePart(
        RuleEntry.read(in), RuleCondition.read(in), in.text(), Optional.empty(), Optional.empty());
  }

  /** Writes the part, but for the class and the parameters. */
  public void write(KeptOutput out) {
    entry.write(out);
    condition.write(out);
    out.text(digest);
  }

  /** The simple name of its class. */
  public String className() {
    return entry.type().simpleName();
  }

  /** The identity that the rule has in the set. */
  public String ruleId() {
    return entry.ruleId();
  }

  RuleEntry entry() {
    return entry;
  }

  RuleCondition condition() {
    return condition;
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
