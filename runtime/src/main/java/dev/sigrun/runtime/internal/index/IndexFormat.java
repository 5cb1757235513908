package dev.sigrun.runtime.internal.index;

/**
 * The binary format of an index. All numbers are as {@link IndexOutput} writes them, texts are
 * their length and UTF-8.
 *
 * <pre>
 * index    = version fields leaves rules
 * fields   = count { count { name } flags presence count { folded rarity count { spelling } } }
 * leaves   = count { kind field test }
 * test     = values: count { class }     in order, each less the one before
 *          | pattern: count { pattern literal rarity }
 *          | regular expression: text count { required rarity }
 *          | numbers: least greatest count { lower upper }     the first two are certain
 *          | addresses: count { block }
 *          | anywhere: count { text }     of the field whose name is empty
 * rules    = count { flags skeleton }
 * skeleton = kind, then leaf | count { skeleton }
 * </pre>
 *
 * A pattern is in the form that {@code Wildcard.parseEscaped} reads; its literal is the index of
 * one of its segments plus one, or 0. Of the required texts of a regular expression, which are
 * folded, a value holds one that matches; there may be none. A rarity says that something has the
 * likelihood {@code 2^(-rarity/4)}.
 */
public final class IndexFormat {
  /** Changes with every change of the format. */
  public static final int VERSION = 5;

  /** A flag of a field: its values choose the context. */
  public static final int SELECTOR = 1;

  /**
   * A flag of a rule: it matches if its condition holds, and not only then; so where the leaves are
   * certain of it, nothing else needs to be asked.
   */
  public static final int EXACT = 1;

  /** A kind of leaf: one of some values. */
  public static final int VALUES = 0;

  /** A kind of leaf: the field has a value. */
  public static final int EXISTS = 1;

  /** A kind of leaf: a test on a value of the field that the index cannot evaluate. */
  public static final int MAYBE = 2;

  /** A kind of leaf: a value matches one of some patterns. */
  public static final int PATTERNS = 3;

  /** A kind of leaf: the same in any case. */
  public static final int FOLDED_PATTERNS = 4;

  /**
   * A kind of leaf: a test that a value can satisfy only if it matches one of the patterns,
   * ignoring case.
   */
  public static final int NECESSARY_PATTERNS = 5;

  /** A kind of leaf: a value matches a regular expression. */
  public static final int REGEX = 6;

  /** A kind of leaf: the same in any case. */
  public static final int FOLDED_REGEX = 7;

  /** A kind of leaf: a value is a number in one of some intervals. */
  public static final int NUMBERS = 8;

  /** A kind of leaf: a value is an address in one of some blocks. */
  public static final int ADDRESSES = 9;

  /** A kind of leaf: a regular expression is found in a value. */
  public static final int SEARCHED_REGEX = 10;

  /** A kind of leaf: some value of the event, of whichever field, may hold one of some texts. */
  public static final int ANYWHERE = 11;

  /** A kind of skeleton. */
  public static final int TRUE = 0;

  /** A kind of skeleton. */
  public static final int FALSE = 1;

  /** A kind of skeleton: all parts. */
  public static final int ALL = 2;

  /** A kind of skeleton: one of the parts. */
  public static final int ANY = 3;

  /** A kind of skeleton: a leaf. */
  public static final int TEST = 4;

  /** A kind of skeleton: a leaf, negated. */
  public static final int NEGATED_TEST = 5;

  /** The rarity of the most unlikely. */
  public static final int MAX_RARITY = 120;

  private static final double STEPS = 4;

  private IndexFormat() {}

  /** The rarity of what has a likelihood. */
  public static int rarity(double likelihood) {
    double rarity = -STEPS * Math.log(Math.min(1, likelihood)) / Math.log(2);
    return (int) Math.min(MAX_RARITY, Math.round(rarity));
  }

  /** The likelihood of what has a rarity. */
  static double likelihood(int rarity) {
    return Math.pow(2, -rarity / STEPS);
  }
}
