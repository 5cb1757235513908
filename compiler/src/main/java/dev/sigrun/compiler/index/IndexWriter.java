package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
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
  /** By the paths whose values they have. */
  private final NavigableMap<List<String>, FieldConstants> fields =
      new TreeMap<>(Comparator.comparing(paths -> String.join("\0", paths)));

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
    return ofConditions(rules.stream().map(RuleCondition::of).toList(), selectivity);
  }

  /** The same, given the condition of each rule. */
  public static byte[] ofConditions(List<RuleCondition> rules, Selectivity selectivity) {
    return new IndexWriter(selectivity).index(rules);
  }

  private byte[] index(List<RuleCondition> rules) {
    rules.stream().flatMap(rule -> rule.condition().tests()).forEach(test -> collect(test.leaf()));
    out.number(IndexFormat.VERSION);
    writeFields();
    out.number(leaves.size());
    Content content = new Content();
    leaves.keySet().forEach(leaf -> leaf.accept(content));
    out.number(rules.size());
    rules.forEach(
        rule -> {
          out.number(rule.exact() ? IndexFormat.EXACT : 0);
          rule.condition().accept(content);
        });
    return out.toBytes();
  }

  private void collect(Condition.Leaf leaf) {
    if (leaves.putIfAbsent(leaf, leaves.size()) == null) {
      FieldConstants field = fields.computeIfAbsent(leaf.paths(), ignored -> new FieldConstants());
      // Numbers have several spellings; the usual one decides tests only in a context.
      if (!(leaf instanceof Condition.Numbers) || Selectors.contains(leaf.paths())) {
        leaf.constants().forEach(field::add);
      }
    }
  }

  private void writeFields() {
    out.number(fields.size());
    int number = 0;
    for (Map.Entry<List<String>, FieldConstants> each : fields.entrySet()) {
      each.getValue().number = number++;
      writeField(each.getKey(), each.getValue());
    }
  }

  private void writeField(List<String> paths, FieldConstants field) {
    out.number(paths.size());
    paths.forEach(out::text);
    out.number(Selectors.contains(paths) ? IndexFormat.SELECTOR : 0);
    out.number(IndexFormat.rarity(selectivity.presence(paths)));
    out.number(field.spellingsByFolded.size());
    int valueClass = 1;
    for (Map.Entry<String, NavigableSet<String>> each : field.spellingsByFolded.entrySet()) {
      String folded = each.getKey();
      out.text(folded);
      out.number(IndexFormat.rarity(selectivity.value(paths, folded)));
      out.number(each.getValue().size());
      field.classes.put(new Condition.Constant(folded, Optional.empty()), valueClass++);
      for (String spelling : each.getValue()) {
        out.text(spelling);
        field.classes.put(new Condition.Constant(folded, Optional.of(spelling)), valueClass++);
      }
    }
  }

  private FieldConstants field(Condition.Leaf leaf) {
    FieldConstants field = fields.get(leaf.paths());
    if (field == null) {
      throw new IllegalStateException("Bug in the compiler: no field " + leaf.paths() + ".");
    }
    return field;
  }

  /** Writes conditions and their tests. */
  private final class Content
      implements Condition.Visitor<IndexOutput>, Condition.LeafVisitor<IndexOutput> {
    @Override
    public IndexOutput visitTest(Condition.Test test) {
      out.number(test.isNegated() ? IndexFormat.NEGATED_TEST : IndexFormat.TEST);
      out.number(leaves.getOrDefault(test.leaf(), -1));
      return out;
    }

    @Override
    public IndexOutput visitAll(Condition.All all) {
      return parts(IndexFormat.TRUE, IndexFormat.ALL, all.parts());
    }

    @Override
    public IndexOutput visitAny(Condition.Any any) {
      return parts(IndexFormat.FALSE, IndexFormat.ANY, any.parts());
    }

    /** What decides most events comes first, and then what is cheap. */
    private IndexOutput parts(int kindOfNone, int kind, List<Condition> parts) {
      if (parts.isEmpty()) {
        out.number(kindOfNone);
        return out;
      }
      out.number(kind);
      out.number(parts.size());
      Comparator<Condition> byDecision = Comparator.comparing(Condition::onlyExcludes);
      parts.stream()
          .sorted(
              (kind == IndexFormat.ALL ? byDecision : byDecision.reversed())
                  .thenComparingInt(Cost::of))
          .forEach(part -> part.accept(this));
      return out;
    }

    @Override
    public IndexOutput visitValues(Condition.Values values) {
      start(IndexFormat.VALUES, values);
      writeClasses(values);
      return out;
    }

    @Override
    public IndexOutput visitExists(Condition.Exists exists) {
      return start(IndexFormat.EXISTS, exists);
    }

    @Override
    public IndexOutput visitMaybe(Condition.Maybe maybe) {
      return start(IndexFormat.MAYBE, maybe);
    }

    @Override
    public IndexOutput visitPatterns(Condition.Patterns patterns) {
      start(
          switch (patterns.kind()) {
            case SENSITIVE -> IndexFormat.PATTERNS;
            case INSENSITIVE -> IndexFormat.FOLDED_PATTERNS;
            case NECESSARY -> IndexFormat.NECESSARY_PATTERNS;
          },
          patterns);
      out.number(patterns.patterns().size());
      patterns.patterns().forEach(pattern -> writePattern(patterns.paths(), pattern));
      return out;
    }

    @Override
    public IndexOutput visitMatching(Condition.Matching matching) {
      start(kind(matching.regex()), matching);
      out.text(text(matching.regex()));
      writeRequired(matching.paths(), matching.regex());
      return out;
    }

    @Override
    public IndexOutput visitNumbers(Condition.Numbers numbers) {
      start(IndexFormat.NUMBERS, numbers);
      out.signed(numbers.least());
      out.signed(numbers.greatest());
      out.number(numbers.ends().size() / 2);
      numbers.ends().forEach(out::signed);
      return out;
    }

    @Override
    public IndexOutput visitAnywhere(Condition.Anywhere anywhere) {
      start(IndexFormat.ANYWHERE, anywhere);
      return texts(anywhere.texts());
    }

    @Override
    public IndexOutput visitAddresses(Condition.Addresses addresses) {
      start(IndexFormat.ADDRESSES, addresses);
      return texts(addresses.blocks().stream().map(IpBlock::text).toList());
    }

    private IndexOutput texts(List<String> texts) {
      out.number(texts.size());
      texts.forEach(out::text);
      return out;
    }

    private IndexOutput start(int kind, Condition.Leaf leaf) {
      out.number(kind);
      out.number(field(leaf).number);
      return out;
    }
  }

  /** The texts of which a match holds one: of several lists the one that is least likely. */
  private void writeRequired(List<String> paths, Regex regex) {
    List<String> required =
        RequiredTexts.of(regex.node()).stream()
            .<List<String>>map(texts -> texts.stream().sorted().toList())
            .min(Comparator.comparingDouble(texts -> likelihood(paths, texts)))
            .orElse(List.of());
    out.number(required.size());
    for (String text : required) {
      out.text(text);
      out.number(IndexFormat.rarity(selectivity.text(paths, text)));
    }
  }

  private double likelihood(List<String> paths, List<String> texts) {
    return texts.stream().mapToDouble(text -> selectivity.text(paths, text)).sum();
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

  private void writePattern(List<String> paths, String pattern) {
    out.text(pattern);
    List<Wildcard.Segment> segments = Wildcard.parseEscaped(pattern).segments();
    int best = -1;
    double likelihood = 1;
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i) instanceof Wildcard.Literal literal) {
        double each = selectivity.text(paths, literal.text());
        if (each < likelihood) {
          best = i;
          likelihood = each;
        }
      }
    }
    out.number(best + 1);
    out.number(IndexFormat.rarity(likelihood));
  }
}
