package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.internal.index.IndexFormat;
import dev.sigrun.runtime.internal.index.IndexOutput;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the index of a rule set. */
public final class IndexWriter {
  private final NavigableMap<String, FieldConstants> fields = new TreeMap<>();
  private final Map<Condition.Leaf, Integer> leaves = new LinkedHashMap<>();
  private final IndexOutput out = new IndexOutput();

  private final Selectivity selectivity;

  private IndexWriter(Selectivity selectivity) {
    this.selectivity = selectivity;
  }

  /** The constants to which rules compare a field. */
  private static final class FieldConstants {
    private final NavigableMap<String, NavigableSet<String>> spellingsByFolded = new TreeMap<>();
    private final Map<Condition.Constant, Integer> classes = new LinkedHashMap<>();
    private int number;

    void add(Condition.Constant constant) {
      NavigableSet<String> spellings =
          spellingsByFolded.computeIfAbsent(constant.folded(), ignored -> new TreeSet<>());
      constant.spelling().ifPresent(spellings::add);
    }
  }

  /**
   * The index of some rules, in the form of {@link IndexFormat}.
   *
   * @param rules for each the predicates of which it wants events to satisfy one
   */
  public static byte[] write(List<List<Predicate>> rules, Selectivity selectivity) {
    return new IndexWriter(selectivity).index(rules.stream().map(IndexWriter::condition).toList());
  }

  private static Condition condition(List<Predicate> alternatives) {
    return Condition.any(alternatives.stream().map(ConditionFinder::of).toList());
  }

  private byte[] index(List<Condition> rules) {
    rules.forEach(this::collect);
    out.number(IndexFormat.VERSION);
    writeFields();
    out.number(leaves.size());
    leaves.keySet().forEach(this::writeLeaf);
    out.number(rules.size());
    rules.forEach(this::writeCondition);
    return out.toBytes();
  }

  private void collect(Condition condition) {
    if (condition instanceof Condition.All all) {
      all.parts().forEach(this::collect);
    } else if (condition instanceof Condition.Any any) {
      any.parts().forEach(this::collect);
    } else if (condition instanceof Condition.Test test
        && leaves.putIfAbsent(test.leaf(), leaves.size()) == null) {
      FieldConstants field =
          fields.computeIfAbsent(test.leaf().field(), ignored -> new FieldConstants());
      if (test.leaf() instanceof Condition.Values values) {
        values.constants().forEach(field::add);
      }
    }
  }

  private void writeFields() {
    out.number(fields.size());
    int number = 0;
    for (Map.Entry<String, FieldConstants> each : fields.entrySet()) {
      each.getValue().number = number++;
      writeField(each.getKey(), each.getValue());
    }
  }

  private void writeField(String name, FieldConstants field) {
    out.text(name);
    out.number(Selectors.contains(name) ? IndexFormat.SELECTOR : 0);
    out.number(IndexFormat.rarity(selectivity.presence(name)));
    out.number(field.spellingsByFolded.size());
    int valueClass = 1;
    for (Map.Entry<String, NavigableSet<String>> each : field.spellingsByFolded.entrySet()) {
      String folded = each.getKey();
      out.text(folded);
      out.number(IndexFormat.rarity(selectivity.value(name, folded)));
      out.number(each.getValue().size());
      field.classes.put(new Condition.Constant(folded, Optional.empty()), valueClass++);
      for (String spelling : each.getValue()) {
        out.text(spelling);
        field.classes.put(new Condition.Constant(folded, Optional.of(spelling)), valueClass++);
      }
    }
  }

  private FieldConstants field(Condition.Leaf leaf) {
    FieldConstants field = fields.get(leaf.field());
    if (field == null) {
      throw new IllegalStateException("Bug in the compiler: no field " + leaf.field() + ".");
    }
    return field;
  }

  private void writeLeaf(Condition.Leaf leaf) {
    if (leaf instanceof Condition.Values values) {
      start(IndexFormat.VALUES, leaf);
      writeClasses(values);
    } else if (leaf instanceof Condition.Exists) {
      start(IndexFormat.EXISTS, leaf);
    } else if (leaf instanceof Condition.Maybe) {
      start(IndexFormat.MAYBE, leaf);
    } else if (leaf instanceof Condition.Patterns patterns) {
      start(
          switch (patterns.kind()) {
            case SENSITIVE -> IndexFormat.PATTERNS;
            case INSENSITIVE -> IndexFormat.FOLDED_PATTERNS;
            case NECESSARY -> IndexFormat.NECESSARY_PATTERNS;
          },
          leaf);
      out.number(patterns.patterns().size());
      patterns.patterns().forEach(pattern -> writePattern(leaf.field(), pattern));
    } else {
      writeOther(leaf);
    }
  }

  private void writeOther(Condition.Leaf leaf) {
    if (leaf instanceof Condition.Matching matching) {
      start(kind(matching.regex()), leaf);
      out.text(text(matching.regex()));
      writeRequired(leaf.field(), matching.regex());
    } else if (leaf instanceof Condition.Numbers numbers) {
      start(IndexFormat.NUMBERS, leaf);
      out.signed(numbers.least());
      out.signed(numbers.greatest());
      out.number(numbers.ends().size() / 2);
      numbers.ends().forEach(out::signed);
    } else if (leaf instanceof Condition.Anywhere anywhere) {
      start(IndexFormat.ANYWHERE, leaf);
      out.number(anywhere.texts().size());
      anywhere.texts().forEach(out::text);
    } else if (leaf instanceof Condition.Addresses addresses) {
      start(IndexFormat.ADDRESSES, leaf);
      out.number(addresses.blocks().size());
      addresses.blocks().forEach(block -> out.text(block.text()));
    }
  }

  /** The texts of which a match holds one: of several lists the one that is least likely. */
  private void writeRequired(String field, Regex regex) {
    List<String> required =
        RequiredTexts.of(regex.node()).stream()
            .<List<String>>map(texts -> texts.stream().sorted().toList())
            .min(Comparator.comparingDouble(texts -> likelihood(field, texts)))
            .orElse(List.of());
    out.number(required.size());
    for (String text : required) {
      out.text(text);
      out.number(IndexFormat.rarity(selectivity.text(field, text)));
    }
  }

  private double likelihood(String field, List<String> texts) {
    return texts.stream().mapToDouble(text -> selectivity.text(field, text)).sum();
  }

  private static String text(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> regex.text();
      case SEARCH -> regex.textWithFlags();
    };
  }

  private static int kind(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE ->
          regex.sensitivity() == CaseSensitivity.SENSITIVE
              ? IndexFormat.REGEX
              : IndexFormat.FOLDED_REGEX;
      case SEARCH -> IndexFormat.SEARCHED_REGEX;
    };
  }

  private void start(int kind, Condition.Leaf leaf) {
    out.number(kind);
    out.number(field(leaf).number);
  }

  /** Any spelling matches, including those that other rules use. */
  private void writeClasses(Condition.Values values) {
    FieldConstants field = field(values);
    NavigableSet<Integer> classes = new TreeSet<>();
    for (Condition.Constant constant : values.constants()) {
      int first = field.classes.getOrDefault(constant, 0);
      classes.add(first);
      if (constant.spelling().isEmpty()) {
        NavigableSet<String> spellings =
            field.spellingsByFolded.getOrDefault(constant.folded(), new TreeSet<>());
        for (int i = 1; i <= spellings.size(); i++) {
          classes.add(first + i);
        }
      }
    }
    out.number(classes.size());
    int last = 0;
    for (int each : classes) {
      out.number(each - last);
      last = each;
    }
  }

  private void writePattern(String field, String pattern) {
    out.text(pattern);
    List<Wildcard.Segment> segments = Wildcard.parseEscaped(pattern).segments();
    int best = -1;
    double likelihood = 1;
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i) instanceof Wildcard.Literal literal) {
        double each = selectivity.text(field, literal.text());
        if (each < likelihood) {
          best = i;
          likelihood = each;
        }
      }
    }
    out.number(best + 1);
    out.number(IndexFormat.rarity(likelihood));
  }

  private void writeCondition(Condition condition) {
    if (condition instanceof Condition.Test test) {
      out.number(test.negated() ? IndexFormat.NEGATED_TEST : IndexFormat.TEST);
      out.number(leaves.getOrDefault(test.leaf(), -1));
    } else if (condition.equals(Condition.TRUE)) {
      out.number(IndexFormat.TRUE);
    } else if (condition.equals(Condition.FALSE)) {
      out.number(IndexFormat.FALSE);
    } else if (condition instanceof Condition.All all) {
      writeParts(IndexFormat.ALL, all.parts());
    } else if (condition instanceof Condition.Any any) {
      writeParts(IndexFormat.ANY, any.parts());
    }
  }

  /** Cheap tests come first. */
  private void writeParts(int kind, List<Condition> parts) {
    out.number(kind);
    out.number(parts.size());
    parts.stream().sorted(Comparator.comparingInt(Cost::of)).forEach(this::writeCondition);
  }
}
