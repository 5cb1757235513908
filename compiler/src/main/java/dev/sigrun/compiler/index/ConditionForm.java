package dev.sigrun.compiler.index;

import dev.sigrun.compiler.index.Condition.PatternKind;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes conditions as bytes, and reads them. */
final class ConditionForm
    implements Condition.Visitor<KeptOutput>, Condition.LeafVisitor<KeptOutput> {
  /** Conditions of rules are no deeper than their queries, which parsers bound. */
  private static final int MOST_DEPTH = 2_000;

  private final KeptOutput out;

  private enum Kind {
    ALL,
    ANY,
    TEST,
    NEGATED_TEST
  }

  private enum LeafKind {
    VALUES,
    EXISTS,
    MAYBE,
    PATTERNS,
    MATCHING,
    NUMBERS,
    ADDRESSES,
    ANYWHERE
  }

  private ConditionForm(KeptOutput out) {
    this.out = out;
  }

  static void write(Condition condition, KeptOutput out) {
    condition.accept(new ConditionForm(out));
  }

  static Condition read(KeptInput in) {
    return read(in, 0);
  }

  private static Condition read(KeptInput in, int depth) {
    if (depth > MOST_DEPTH) {
      throw new KeptInput.DamagedException("A condition is too deep.");
    }
    return switch (in.constant(Kind.values())) {
      case ALL -> new Condition.All(in.list(i -> read(i, depth + 1)));
      case ANY -> new Condition.Any(in.list(i -> read(i, depth + 1)));
      case TEST -> new Condition.Test(leaf(in), false);
      case NEGATED_TEST -> new Condition.Test(leaf(in), true);
    };
  }

  private static Condition.Leaf leaf(KeptInput in) {
    LeafKind kind = in.constant(LeafKind.values());
    List<String> paths = in.texts();
    return switch (kind) {
      case VALUES -> new Condition.Values(paths, in.list(ConditionForm::constant));
      case EXISTS -> new Condition.Exists(paths);
      case MAYBE -> new Condition.Maybe(paths);
      case PATTERNS -> new Condition.Patterns(paths, in.texts(), in.constant(PatternKind.values()));
      case MATCHING -> new Condition.Matching(paths, regex(in));
      case NUMBERS ->
          new Condition.Numbers(paths, in.list(KeptInput::number), in.number(), in.number());
      case ADDRESSES -> new Condition.Addresses(paths, in.list(i -> IpBlock.of(i.text())));
      case ANYWHERE -> new Condition.Anywhere(in.texts());
    };
  }

  private static Condition.Constant constant(KeptInput in) {
    return new Condition.Constant(in.text(), in.optional(KeptInput::text));
  }

  private static Regex regex(KeptInput in) {
    Regex.Dialect dialect = in.constant(Regex.Dialect.values());
    String text = in.text();
    Set<Regex.Flag> flags =
        in.list(i -> i.constant(Regex.Flag.values())).stream().collect(Collectors.toSet());
    return Regex.of(dialect, text, flags);
  }

  @Override
  public KeptOutput visitAll(Condition.All all) {
    return parts(Kind.ALL, all.parts());
  }

  @Override
  public KeptOutput visitAny(Condition.Any any) {
    return parts(Kind.ANY, any.parts());
  }

  private KeptOutput parts(Kind kind, List<Condition> parts) {
    return out.constant(kind).list(parts, (o, part) -> part.accept(this));
  }

  @Override
  public KeptOutput visitTest(Condition.Test test) {
    out.constant(test.isNegated() ? Kind.NEGATED_TEST : Kind.TEST);
    return test.leaf().accept(this);
  }

  private KeptOutput leaf(LeafKind kind, Condition.Leaf leaf) {
    return out.constant(kind).texts(leaf.paths());
  }

  @Override
  public KeptOutput visitValues(Condition.Values values) {
    return leaf(LeafKind.VALUES, values)
        .list(
            values.constants(),
            (o, each) -> o.text(each.folded()).optional(each.spelling(), KeptOutput::text));
  }

  @Override
  public KeptOutput visitExists(Condition.Exists exists) {
    return leaf(LeafKind.EXISTS, exists);
  }

  @Override
  public KeptOutput visitMaybe(Condition.Maybe maybe) {
    return leaf(LeafKind.MAYBE, maybe);
  }

  @Override
  public KeptOutput visitPatterns(Condition.Patterns patterns) {
    return leaf(LeafKind.PATTERNS, patterns).texts(patterns.patterns()).constant(patterns.kind());
  }

  @Override
  public KeptOutput visitMatching(Condition.Matching matching) {
    Regex regex = matching.regex();
    return leaf(LeafKind.MATCHING, matching)
        .constant(regex.dialect())
        .text(regex.text())
        .list(new TreeSet<>(regex.flags()), KeptOutput::constant);
  }

  @Override
  public KeptOutput visitNumbers(Condition.Numbers numbers) {
    return leaf(LeafKind.NUMBERS, numbers)
        .list(numbers.ends(), KeptOutput::number)
        .number(numbers.least())
        .number(numbers.greatest());
  }

  @Override
  public KeptOutput visitAddresses(Condition.Addresses addresses) {
    return leaf(LeafKind.ADDRESSES, addresses)
        .list(addresses.blocks(), (o, block) -> o.text(block.text()));
  }

  @Override
  public KeptOutput visitAnywhere(Condition.Anywhere anywhere) {
    return leaf(LeafKind.ANYWHERE, anywhere).texts(anywhere.texts());
  }
}
