package dev.sigrun.runtime.function;

import static dev.sigrun.runtime.function.EqlFunctions.between;
import static dev.sigrun.runtime.function.EqlFunctions.betweenIgnoringCase;
import static dev.sigrun.runtime.function.EqlFunctions.cidrMatch;
import static dev.sigrun.runtime.function.EqlFunctions.concat;
import static dev.sigrun.runtime.function.EqlFunctions.endsWith;
import static dev.sigrun.runtime.function.EqlFunctions.endsWithIgnoringCase;
import static dev.sigrun.runtime.function.EqlFunctions.indexOf;
import static dev.sigrun.runtime.function.EqlFunctions.indexOfIgnoringCase;
import static dev.sigrun.runtime.function.EqlFunctions.length;
import static dev.sigrun.runtime.function.EqlFunctions.number;
import static dev.sigrun.runtime.function.EqlFunctions.startsWith;
import static dev.sigrun.runtime.function.EqlFunctions.startsWithIgnoringCase;
import static dev.sigrun.runtime.function.EqlFunctions.string;
import static dev.sigrun.runtime.function.EqlFunctions.stringContains;
import static dev.sigrun.runtime.function.EqlFunctions.stringContainsIgnoringCase;
import static dev.sigrun.runtime.function.EqlFunctions.substring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.runtime.address.IpBlocks;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EqlFunctionsTest {
  static Stream<Arguments> results() {
    return Stream.of(
        arguments(startsWith("FooBar", "Foo"), true),
        arguments(startsWith("FooBar", "foo"), false),
        arguments(startsWithIgnoringCase("FooBar", "foo"), true),
        arguments(startsWith("FooBarBaz", ""), true),
        arguments(startsWith("FooBarBaz", null), null),
        arguments(startsWith(null, "Foo"), null),
        arguments(startsWithIgnoringCase(null, "Foo"), null),
        arguments(endsWith("FooBarBaz", "baz"), false),
        arguments(endsWithIgnoringCase("FooBarBaz", "baz"), true),
        arguments(endsWith("", ""), true),
        arguments(endsWith("x", null), null),
        arguments(stringContains("start regsvr32.exe", "regsvr32"), true),
        arguments(stringContains("start", ""), false),
        arguments(stringContains("", "x"), false),
        arguments(stringContains("x", null), null),
        arguments(stringContainsIgnoringCase("ABC", "b"), true),
        arguments(indexOf("foobarbaz", "o"), 1),
        arguments(indexOf("foobarbaz", "o", 2), 2),
        arguments(indexOf("foobarbaz", "r", 2), 5),
        arguments(indexOf("foobarbaz", "L"), null),
        arguments(indexOf("subdomain.example.com", ".", -6), 9),
        arguments(indexOf("foobarbaz", "o", null), 1),
        arguments(indexOf("abc", "z", 30), null),
        arguments(indexOf("abc", "", 30), 3),
        arguments(indexOf("subdomain.example.com", "", 10), 10),
        arguments(indexOf("abc", "c", Long.MAX_VALUE), null),
        arguments(indexOf(null, "o"), null),
        arguments(indexOf("foo", null), null),
        arguments(indexOfIgnoringCase("subdomain", "D"), 3),
        arguments(indexOfIgnoringCase("subdomain", "D", 4), null),
        arguments(length(""), 0),
        arguments(length(null), null),
        arguments(length("😀"), 2),
        arguments(substring("hello world", -5), "world"),
        arguments(substring("hello world", -5, -1), "worl"),
        arguments(substring("hello world", 5, -1), " worl"),
        arguments(substring("hello world", 0, 500), "hello world"),
        arguments(substring("hello world", -60, 5), "hello"),
        arguments(substring("hello world", 6, 3), ""),
        arguments(substring("hello world", 3, 9), "lo wor"),
        arguments(substring("hello world", -5, 100), "world"),
        arguments(substring("hello world", null, 5), "hello"),
        arguments(substring("hello world", 3, null), "lo world"),
        arguments(substring("hello", Long.MIN_VALUE, Long.MAX_VALUE), "hello"),
        arguments(substring(null, 5), null),
        arguments(between("welcome to the planet", "welcome", "planet", false), " to the "),
        arguments(between("welcome to the planet", "welcome", "e", false), " to th"),
        arguments(between("welcome to the planet", "welcome", "e", true), " to the plan"),
        arguments(between("welcome to the planet", "welcome", "village", false), ""),
        arguments(between("welcome to the planet", "planet", "welcome", true), ""),
        arguments(between("welcome to the planet", "planet", "welcome", false), ""),
        arguments(between("abc", "", "c", false), "abc"),
        arguments(between("abc", "a", "", false), "abc"),
        arguments(between("aXa", "a", "a", false), "X"),
        arguments(betweenIgnoringCase("Welcome home", "welcome", "HOME", false), " "),
        arguments(betweenIgnoringCase("xABCy", "X", "Y", false), "ABC"),
        arguments(between(null, "a", "b", false), null),
        arguments(between("a", null, "b", false), null),
        arguments(between("", "a", "b", false), ""),
        arguments(concat("a", "||", 1, "||", true), "a||1||true"),
        arguments(concat("a", null, "b"), null),
        arguments(concat("regsvr32.exe", " ", 42.5), "regsvr32.exe 42.5"),
        arguments(concat("a"), "a"),
        arguments(number("1337"), 1337),
        arguments(number("0x1337"), 4919),
        arguments(number("0x1337", 16), 4919),
        arguments(number("0x1337", null), 4919),
        arguments(number("052403", 8), 21763),
        arguments(number("52403", 7), 12890),
        arguments(number("-3.14"), -3.14),
        arguments(number("-3.14", 10), -3.14),
        arguments(number("  1337  "), 1337.0),
        arguments(number(null, 16), null),
        arguments(number("deadbeef", 16), 3735928559L),
        arguments(number("+314", 10), 314),
        arguments(number("1e3"), 1000.0),
        arguments(number("9223372036854775808"), 9.223372036854775808E18),
        arguments(number(".5"), 0.5),
        arguments(number("5."), 5.0),
        arguments(string(42.5), "42.5"),
        arguments(string(1e10), "1.0E10"),
        arguments(string(true), "true"),
        arguments(string(null), null),
        arguments(string("x"), "x"),
        arguments(cidrMatch("10.200.1.1", IpBlocks.of("10.6.48.157/8")), true),
        arguments(cidrMatch("11.0.0.0", IpBlocks.of("10.6.48.157/8")), false),
        arguments(cidrMatch("x", IpBlocks.of("0.0.0.0/0")), false),
        arguments(cidrMatch(null, IpBlocks.of("0.0.0.0/0")), null));
  }

  @ParameterizedTest
  @MethodSource("results")
  void givesTheResultsOfTheLanguage(Object actual, Object expected) {
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "", " ", "1d", "0X10", "1.2.3", "e5", "1e", "NaN", "-", "--1", "0x", "1 2"})
  void refusesWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> number(text))
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 37, Integer.MAX_VALUE})
  void refusesImpossibleBases(int base) {
    assertThatThrownBy(() -> number("1", base)).isInstanceOf(EvaluationException.class);
  }
}
