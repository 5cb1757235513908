package dev.sigrun.benchmarks.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sigrun.benchmarks.peer.Conversion.Form;
import dev.sigrun.benchmarks.peer.Conversion.RefusedException;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules for Event Ruler: alternatives, each of which names every field at most once with a list of
 * patterns for it. All conditions of a rule on one field must therefore fit into one list.
 */
public final class RulerForm {
  private static final int MOST_BRANCHES = 64;

  private boolean exact = true;

  private RulerForm() {}

  /** The rules that Event Ruler can express, each as alternatives in its JSON. */
  public static Conversion<List<String>> convert(List<AnalyzedRule> rules) {
    return Conversion.of(rules, RulerForm::convert);
  }

  static Form<List<String>> convert(Predicate predicate) {
    RulerForm form = new RulerForm();
    List<Map<String, String>> branches = form.branches(predicate, true);
    if (branches.isEmpty()) {
      throw new RefusedException("always false");
    }
    return new Form<>(branches.stream().map(RulerForm::json).toList(), form.exact);
  }

  /** The alternatives, each with the patterns by field, of a predicate or of its opposite. */
  private List<Map<String, String>> branches(Predicate predicate, boolean positive) {
    if (predicate instanceof Predicate.Not not) {
      return branches(not.operand(), !positive);
    }
    if (predicate instanceof Predicate.And and) {
      return positive ? all(and.terms(), true) : any(and.terms(), false);
    }
    if (predicate instanceof Predicate.Or or) {
      return positive ? any(or.terms(), true) : all(or.terms(), false);
    }
    if (predicate instanceof Predicate.Constant constant) {
      return constant.value() == positive ? List.of(Map.of()) : List.of();
    }
    RulerPatterns.Patterns patterns = RulerPatterns.of(predicate, positive);
    exact &= patterns.exact();
    return List.of(Map.of(patterns.field(), patterns.json()));
  }

  private List<Map<String, String>> any(List<Predicate> terms, boolean positive) {
    List<Map<String, String>> branches = new ArrayList<>();
    for (Predicate term : terms) {
      branches.addAll(branches(term, positive));
      checkSize(branches.size());
    }
    return joined(branches);
  }

  /** Alternatives that ask about one and the same field only are one. */
  private static List<Map<String, String>> joined(List<Map<String, String>> branches) {
    Map<String, String> lists = new LinkedHashMap<>();
    List<Map<String, String>> joined = new ArrayList<>();
    for (Map<String, String> branch : branches) {
      if (branch.size() == 1) {
        branch.forEach((field, list) -> lists.merge(field, list, (a, b) -> a + "," + b));
      } else {
        joined.add(branch);
      }
    }
    lists.forEach((field, list) -> joined.add(Map.of(field, list)));
    return joined;
  }

  private List<Map<String, String>> all(List<Predicate> terms, boolean positive) {
    RulerConjunction conjunction = new RulerConjunction();
    terms.forEach(term -> conjunction.add(term, positive));
    List<Map<String, String>> product = List.of(Map.of());
    for (RulerConjunction.Term term : conjunction.terms()) {
      List<Map<String, String>> next = new ArrayList<>();
      for (Map<String, String> right : branches(term)) {
        for (Map<String, String> left : product) {
          next.add(both(left, right));
          checkSize(next.size());
        }
      }
      product = next;
    }
    return product;
  }

  private List<Map<String, String>> branches(RulerConjunction.Term term) {
    List<Map<String, String>> branches = branches(term.predicate(), term.positive());
    return term.present() ? branches.stream().map(RulerPatterns::withoutAbsent).toList() : branches;
  }

  private static Map<String, String> both(Map<String, String> left, Map<String, String> right) {
    Map<String, String> both = new LinkedHashMap<>(left);
    right.forEach(
        (field, list) -> {
          String other = both.put(field, list);
          if (other != null && !other.equals(list)) {
            throw new RefusedException("two conditions on one field");
          }
        });
    return both;
  }

  private static void checkSize(int branches) {
    if (branches > MOST_BRANCHES) {
      throw new RefusedException("more than 64 alternatives");
    }
  }

  private static String json(Map<String, String> branch) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, String> field : branch.entrySet()) {
        out.writeFieldName(field.getKey());
        out.writeRawValue("[" + field.getValue() + "]");
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to take characters.", e);
    }
    return text.toString();
  }
}
