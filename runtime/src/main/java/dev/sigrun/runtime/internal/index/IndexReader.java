package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.BytePattern;
import dev.sigrun.runtime.internal.index.value.FoldedText;
import dev.sigrun.runtime.internal.index.value.GramFilter;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.Literal;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an index from its {@linkplain IndexFormat format}. */
final class IndexReader {
  private final IndexInput in;
  private final int samples;
  private final int interval;

  IndexReader(byte[] bytes) {
    this(bytes, Experience.SAMPLES, Experience.INTERVAL);
  }

  /**
   * Reads an index that learns sooner or later than usual.
   *
   * @param samples the number of events that a round of learning looks at
   * @param interval in the first round, one of as many events is looked at
   */
  IndexReader(byte[] bytes, int samples, int interval) {
    this.in = new IndexInput(bytes);
    this.samples = samples;
    this.interval = interval;
  }

  RuleIndex read() {
    int version = in.number();
    if (version != IndexFormat.VERSION) {
      throw new IllegalArgumentException(
          "The index has version "
              + version
              + ", not "
              + IndexFormat.VERSION
              + ": compile the rules again, with the compiler of this version.");
    }
    IndexField[] fields = new IndexField[in.number()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field();
    }
    Leaf[] leaves = new Leaf[in.number()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = leaf(i, fields);
    }
    Skeleton[] rules = new Skeleton[in.number()];
    BitSet exact = new BitSet(rules.length);
    for (int i = 0; i < rules.length; i++) {
      exact.set(i, (in.number() & IndexFormat.EXACT) != 0);
      rules[i] = skeleton(leaves);
    }
    boolean[] searched = new boolean[fields.length];
    for (Leaf leaf : leaves) {
      searched[leaf.field()] |= leaf.searchesTexts();
    }
    Experience experience = new Experience(fields, searched, samples, interval);
    return new RuleIndex(fields, leaves.length, rules, exact, experience);
  }

  private IndexField field() {
    List<String> names = texts();
    boolean selector = (in.number() & IndexFormat.SELECTOR) != 0;
    double presence = IndexFormat.likelihood(in.number());
    int count = in.number();
    byte[][] folded = new byte[count][];
    byte[][][] spellings = new byte[count][][];
    double[] likelihoods = new double[count];
    for (int i = 0; i < count; i++) {
      folded[i] = FoldedText.encode(in.text());
      likelihoods[i] = IndexFormat.likelihood(in.number());
      spellings[i] = new byte[in.number()][];
      for (int j = 0; j < spellings[i].length; j++) {
        spellings[i][j] = FoldedText.encode(in.text());
      }
    }
    return new IndexField(
        names, selector, presence, new ValueTable(folded, spellings), likelihoods);
  }

  private Leaf leaf(int number, IndexField[] fields) {
    int kind = in.number();
    int fieldNumber = in.number();
    IndexField field = fields[fieldNumber];
    return switch (kind) {
      case IndexFormat.VALUES -> new ValueLeaf(number, fieldNumber, classes(), field);
      case IndexFormat.EXISTS -> new ExistsLeaf(number, fieldNumber, true);
      case IndexFormat.MAYBE -> new ExistsLeaf(number, fieldNumber, false);
      case IndexFormat.PATTERNS -> patterns(number, fieldNumber, false, true);
      case IndexFormat.FOLDED_PATTERNS -> patterns(number, fieldNumber, true, true);
      case IndexFormat.NECESSARY_PATTERNS -> patterns(number, fieldNumber, true, false);
      case IndexFormat.REGEX, IndexFormat.FOLDED_REGEX, IndexFormat.SEARCHED_REGEX ->
          new RegexLeaf(number, fieldNumber, kind, in.text(), required());
      case IndexFormat.NUMBERS -> numbers(number, fieldNumber);
      case IndexFormat.ADDRESSES -> new AddressLeaf(number, fieldNumber, texts());
      case IndexFormat.ANYWHERE -> new AnywhereLeaf(number, fieldNumber, texts());
      default -> throw new IllegalArgumentException("No leaf is of kind " + kind + ".");
    };
  }

  private Leaf numbers(int number, int fieldNumber) {
    long least = in.signed();
    long greatest = in.signed();
    long[] ends = new long[in.number() * 2];
    Arrays.setAll(ends, ignored -> in.signed());
    return new NumberLeaf(number, fieldNumber, ends, least, greatest);
  }

  private List<String> texts() {
    String[] texts = new String[in.number()];
    Arrays.setAll(texts, ignored -> in.text());
    return List.of(texts);
  }

  private int[] classes() {
    int[] classes = new int[in.number()];
    int last = 0;
    for (int i = 0; i < classes.length; i++) {
      last += in.number();
      classes[i] = last;
    }
    return classes;
  }

  private PatternLeaf patterns(int number, int fieldNumber, boolean folded, boolean certain) {
    BytePattern[] patterns = new BytePattern[in.number()];
    @Nullable Literal[] literals = new Literal[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      Wildcard pattern = Wildcard.parseEscaped(in.text());
      patterns[i] = BytePattern.of(pattern, folded);
      literals[i] = literal(pattern.segments(), in.number() - 1, in.number());
    }
    return new PatternLeaf(number, fieldNumber, patterns, literals, folded, certain);
  }

  private List<Literal> required() {
    Literal[] required = new Literal[in.number()];
    Arrays.setAll(
        required,
        ignored -> new Literal(FoldedText.encode(in.text()), IndexFormat.likelihood(in.number())));
    return List.of(required);
  }

  private static @Nullable Literal literal(List<Wildcard.Segment> segments, int index, int rarity) {
    if (index < 0) {
      return null;
    }
    String text = ((Wildcard.Literal) segments.get(index)).text();
    byte[] whole =
        FoldedText.marked(FoldedText.fold(text), index == 0, index == segments.size() - 1);
    return whole.length < GramFilter.LEAST
        ? null
        : new Literal(whole, IndexFormat.likelihood(rarity));
  }

  private Skeleton skeleton(Leaf[] leaves) {
    int kind = in.number();
    return switch (kind) {
      case IndexFormat.TRUE -> Skeleton.TRUE;
      case IndexFormat.FALSE -> Skeleton.FALSE;
      case IndexFormat.ALL -> Skeleton.all(parts(leaves));
      case IndexFormat.ANY -> Skeleton.any(parts(leaves));
      case IndexFormat.TEST -> Skeleton.test(leaves[in.number()], false);
      case IndexFormat.NEGATED_TEST -> Skeleton.test(leaves[in.number()], true);
      default -> throw new IllegalArgumentException("No skeleton is of kind " + kind + ".");
    };
  }

  private Skeleton[] parts(Leaf[] leaves) {
    Skeleton[] parts = new Skeleton[in.number()];
    Arrays.setAll(parts, i -> skeleton(leaves));
    return parts;
  }
}
