package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.ClassFilter;
import dev.sigrun.runtime.internal.index.value.GramFilter;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.IntList;
import dev.sigrun.runtime.internal.index.value.Literal;
import dev.sigrun.runtime.internal.index.value.RawFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects under what the candidates of a context are filed. */
final class Filing {
  private final IndexField[] fields;
  private final Experience experience;
  private final Map<Integer, OfField> byField = new TreeMap<>();
  private final Map<String, IntList> byText = new LinkedHashMap<>();
  private final IntList always = new IntList();

  /** The entries filed under one field. */
  private static final class OfField {
    private final IntList presence = new IntList();
    private final Map<Integer, IntList> byClass = new TreeMap<>();
    private final Map<Literal, IntList> byLiteral = new LinkedHashMap<>();
    private final Map<NumberLeaf, IntList> byNumbers = new LinkedHashMap<>();
  }

  Filing(IndexField[] fields, Experience experience) {
    this.fields = fields;
    this.experience = experience;
  }

  /** Tells what is rare. */
  Experience experience() {
    return experience;
  }

  /** A candidate for every event. */
  void always(int candidate) {
    always.add(candidate);
  }

  /** A candidate for events that have the field. */
  void underPresence(int field, int candidate) {
    field(field).presence.add(candidate);
  }

  /** A candidate for events that have a value of the class. */
  void underValue(int field, int valueClass, int candidate) {
    field(field).byClass.computeIfAbsent(valueClass, ignored -> new IntList()).add(candidate);
  }

  /** A candidate for events that hold the literal. */
  void underLiteral(int field, Literal literal, int candidate) {
    field(field).byLiteral.computeIfAbsent(literal, ignored -> new IntList()).add(candidate);
  }

  /** A candidate for events that have a number for which the leaf may be true. */
  void underNumbers(NumberLeaf leaf, int candidate) {
    field(leaf.field()).byNumbers.computeIfAbsent(leaf, ignored -> new IntList()).add(candidate);
  }

  /** A candidate for events that hold one of the texts, in whichever value. */
  void underTexts(List<String> texts, int candidate) {
    for (String text : texts) {
      byText.computeIfAbsent(text, ignored -> new IntList()).add(candidate);
    }
  }

  private OfField field(int field) {
    return byField.computeIfAbsent(field, ignored -> new OfField());
  }

  int[] always() {
    return always.toArray();
  }

  /** The lookup for whole events; null if there is none. */
  @Nullable RawFilter texts() {
    return RawFilter.of(byText, experience.grams());
  }

  /** The lookups for each field. */
  FieldPlan[] plans() {
    return byField.entrySet().stream()
        .map(entry -> plan(entry.getKey(), entry.getValue()))
        .toArray(FieldPlan[]::new);
  }

  private FieldPlan plan(int field, OfField filed) {
    return new FieldPlan(
        field,
        filed.presence.toArray(),
        ClassFilter.of(fields[field].values(), filed.byClass),
        GramFilter.of(filed.byLiteral, experience.grams(field)),
        NumberFilter.of(filed.byNumbers));
  }
}
