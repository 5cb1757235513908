package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts about a rule that the set needs.
 *
 * @param type its class
 * @param registrations all fields that it reads
 * @param times fields by which it is now for the class of a matcher; empty if that does not matter
 * @param detector empty if the class is a matcher
 * @param suppressed whether the class makes a suppressor
 */
record RuleEntry(
    String ruleId,
    ClassName type,
    Set<Registration> registrations,
    List<Field> times,
    Optional<DetectorTraits> detector,
    boolean suppressed) {
  /**
   * A field that a rule reads.
   *
   * @param lists the fields of the lists whose objects have it, the outermost first
   */
  record Registration(List<Field> lists, Field field) {
    Registration {
      lists = List.copyOf(lists);
    }

    /** The expression that registers it in {@code fields}. */
    CodeBlock code() {
      CodeBlock fields = CodeBlock.of(Scope.FIELDS);
      for (Field list : lists) {
        fields = CodeBlock.of("$L.fields()", MatcherClass.read(fields, list));
      }
      return MatcherClass.read(fields, field);
    }

    private void write(KeptOutput out) {
      out.list(lists, FieldForm::write);
      FieldForm.write(out, field);
    }

    private static Registration read(KeptInput in) {
      return new Registration(in.list(FieldForm::read), FieldForm.read(in));
    }
  }

  /** The file next to the class with the parameters of the rule. */
  String file() {
    return type.simpleName() + ".json";
  }

  /** Writes the facts; equal facts as equal bytes. */
  void write(KeptOutput out) {
    out.text(ruleId)
        .text(type.packageName())
        .text(type.simpleName())
        .list(registrations, (o, each) -> each.write(o))
        .list(times, FieldForm::write)
        .optional(detector, (o, traits) -> traits.write(o))
        .flag(suppressed);
  }

  /** The facts that {@link #write} wrote. */
  static RuleEntry read(KeptInput in) {
    return new RuleEntry(
        in.text(),
        ClassName.get(in.text(), in.text()),
        new LinkedHashSet<>(in.list(Registration::read)),
        in.list(FieldForm::read),
        in.optional(DetectorTraits::read),
        in.flag());
  }
}
