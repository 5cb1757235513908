package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.ValueRule;
import dev.sigrun.compiler.language.sigma.data.ValueTest;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.Reading;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tests of the fields of events that hold what a rule knows under one name. */
final class EventTests {
  private static final String EVERYTHING = "*";

  private final List<EventField> fields;
  private final DiagnosticSink sink;

  EventTests(List<EventField> fields, DiagnosticSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  /** Tests of all values of an event, wherever they are. */
  static EventTests ofEverything(DiagnosticSink sink) {
    return new EventTests(List.of(EventField.matching(EVERYTHING)), sink);
  }

  /** The fields as texts; patterns and those with values of their own are not among them. */
  List<Field> texts() {
    return fields.stream()
        .filter(field -> field.rule().isEmpty() && !field.pattern())
        .map(field -> ofPaths(field.paths(), ValueType.KEYWORD))
        .toList();
  }

  /** Whether all fields have values as rules write them. */
  boolean arePlain() {
    return fields.stream().allMatch(field -> field.rule().isEmpty());
  }

  /** Whether some of the values are where a pattern finds them. */
  boolean havePatterns() {
    return fields.stream().anyMatch(EventField::pattern);
  }

  /** Some value exists; empty if an error was reported. */
  Optional<Predicate> exists(Origin origin) {
    return any(origin, List.of(new ValueTest.Exists()));
  }

  /** Some value of some field satisfies some of the tests; empty if an error was reported. */
  Optional<Predicate> any(Origin origin, List<ValueTest> tests) {
    List<Predicate> terms = new ArrayList<>();
    for (EventField field : fields) {
      if (field.rule().isPresent()) {
        for (ValueTest test : tests) {
          ValueRule rule = field.rule().get();
          Optional<Predicate> term = rule.condition(test, origin, sink);
          if (term.isEmpty()) {
            return Optional.empty();
          }
          terms.add(term.get());
        }
      } else {
        terms.addAll(plain(origin, field, held(field, tests)));
      }
    }
    return Optional.of(Predicate.or(origin, terms));
  }

  /**
   * The tests as an index can answer them that holds nothing else there; without those that nothing
   * there satisfies. Texts are no addresses, so a network is looked for only where addresses are,
   * if they are anywhere.
   */
  private List<ValueTest> held(EventField held, List<ValueTest> tests) {
    EventField.Holds holds = held.holds();
    boolean addresses =
        fields.stream().anyMatch(field -> field.holds() == EventField.Holds.ADDRESSES);
    return tests.stream()
        .filter(
            test ->
                !(test instanceof ValueTest.InBlocks)
                    || !addresses
                    || holds == EventField.Holds.ADDRESSES)
        .flatMap(test -> HeldValues.of(holds, test).stream())
        .toList();
  }

  /** Tests of one field, those of a kind together. */
  private List<Predicate> plain(Origin origin, EventField at, List<ValueTest> tests) {
    Field text = field(at, ValueType.KEYWORD);
    List<Predicate> terms = new ArrayList<>();
    List<BigDecimal> numbers = new ArrayList<>();
    List<IpBlock> blocks = new ArrayList<>();
    for (CaseSensitivity sensitivity : CaseSensitivity.values()) {
      List<String> literals = new ArrayList<>();
      List<Wildcard> patterns = new ArrayList<>();
      for (ValueTest test : tests) {
        if (test instanceof ValueTest.Matches matches && matches.sensitivity() == sensitivity) {
          matches
              .pattern()
              .literal()
              .ifPresentOrElse(literals::add, () -> patterns.add(matches.pattern()));
        }
      }
      if (!literals.isEmpty()) {
        terms.add(new Predicate.StringIn(origin, text, literals, sensitivity));
      }
      if (patterns.stream().anyMatch(Wildcard::isMatchAll)) {
        terms.add(new Predicate.Exists(origin, text));
      } else if (!patterns.isEmpty()) {
        terms.add(new Predicate.WildcardMatch(origin, text, patterns, sensitivity));
      }
    }
    for (ValueTest test : tests) {
      if (test instanceof ValueTest.Equals equals) {
        numbers.add(equals.number());
      } else if (test instanceof ValueTest.InBlocks in) {
        in.blocks().forEach(block -> blocks.add(IpBlock.of(block)));
      } else if (test instanceof ValueTest.Within within) {
        terms.add(new Predicate.NumberInRange(origin, field(at, ValueType.NUMBER), within.range()));
      } else if (test instanceof ValueTest.Exists) {
        terms.add(new Predicate.Exists(origin, text));
      } else if (test instanceof ValueTest.Finds finds) {
        terms.add(new Predicate.RegexMatch(origin, text, finds.regex()));
      }
    }
    if (!numbers.isEmpty()) {
      terms.add(new Predicate.NumberIn(origin, field(at, ValueType.NUMBER), numbers));
    }
    if (!blocks.isEmpty()) {
      terms.add(new Predicate.IpIn(origin, field(at, ValueType.IP), blocks));
    }
    return terms;
  }

  /** The field as one of a type. Where a pattern finds it, nothing has the name of the pattern. */
  private static Field field(EventField at, ValueType type) {
    if (!at.pattern()) {
      return ofPaths(at.paths(), type);
    }
    String pattern = at.paths().get(0);
    return type == ValueType.KEYWORD
        ? Field.matching(pattern, List.of())
        : Field.named(pattern, type).read(Reading.PLAIN.withPatterns(List.of(pattern)));
  }

  /** A field with the values of all these paths. */
  static Field ofPaths(List<String> paths, ValueType type) {
    Field first = Field.named(paths.get(0), type);
    return paths.size() == 1 ? first : first.read(Reading.PLAIN.withPlaces(paths));
  }
}
