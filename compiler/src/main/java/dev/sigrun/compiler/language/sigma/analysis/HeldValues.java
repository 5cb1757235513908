package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.ValueTest;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tests of values where it is known what a field holds, in the terms of that. */
final class HeldValues {
  /** The first one, two or three numbers of an address. */
  private static final Pattern OCTETS = Pattern.compile("(?:[0-9]{1,3}\\.){1,3}");

  private static final int ADDRESS_OCTETS = 4;

  private HeldValues() {}

  /** The test that is asked instead of {@code test}; empty if nothing held satisfies it. */
  static Optional<ValueTest> of(EventField.Holds holds, ValueTest test) {
    return switch (holds) {
      case ANYTHING -> Optional.of(test);
      case TEXTS -> Optional.of(test instanceof ValueTest.Equals equals ? text(equals) : test);
      case NUMBERS ->
          test instanceof ValueTest.Matches matches && matches.pattern().literal().isPresent()
              ? FieldTests.number(matches.pattern().literal().get()).map(ValueTest.Equals::new)
              : Optional.of(test);
      case ADDRESSES ->
          test instanceof ValueTest.Matches matches ? address(matches) : Optional.of(test);
    };
  }

  private static ValueTest text(ValueTest.Equals equals) {
    return new ValueTest.Matches(
        Wildcard.ofLiteral(equals.number().toPlainString()), CaseSensitivity.SENSITIVE);
  }

  /** Patterns of the first numbers of an address are networks; others stay patterns. */
  private static Optional<ValueTest> address(ValueTest.Matches matches) {
    Optional<String> literal = matches.pattern().literal();
    if (literal.isPresent()) {
      return IpAddress.parse(literal.get())
          .map(address -> new ValueTest.InBlocks(List.of(literal.get())));
    }
    List<Wildcard.Segment> segments = matches.pattern().segments();
    if (segments.size() == 2
        && segments.get(0) instanceof Wildcard.Literal first
        && segments.get(1) instanceof Wildcard.AnyRun) {
      Matcher octets = OCTETS.matcher(first.text());
      if (octets.matches()) {
        return block(first.text()).map(block -> new ValueTest.InBlocks(List.of(block)));
      }
    }
    return Optional.of(matches);
  }

  /** The block of all addresses that begin with these numbers, each with its dot. */
  private static Optional<String> block(String octets) {
    int count = (int) octets.chars().filter(c -> c == '.').count();
    String address = octets + "0.".repeat(ADDRESS_OCTETS - count);
    String whole = address.substring(0, address.length() - 1);
    return IpAddress.parse(whole).map(parsed -> whole + "/" + count * Byte.SIZE);
  }
}
