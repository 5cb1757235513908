package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sysmon's {@code Hashes}, a list such as {@code SHA1=..,MD5=..,SHA256=..,IMPHASH=..}, of which
 * events keep a field for each algorithm, in lower case and without its name.
 *
 * @param fields of each algorithm, by its name in upper case
 */
record HashParts(Map<String, String> fields) implements TextParts {
  private static final Pattern HASH =
      Pattern.compile("(?:(?<name>[A-Za-z0-9]+)=)?(?<digits>[0-9A-Fa-f]*),?");

  private static final Map<Integer, List<String>> NAMES_BY_LENGTH =
      Map.of(32, List.of("IMPHASH", "MD5"), 40, List.of("SHA1"), 64, List.of("SHA256"));

  HashParts {
    fields = Map.copyOf(fields);
  }

  /** Hashes of what the prefix names: {@code process}, {@code file} or {@code dll}. */
  static HashParts of(String prefix) {
    Map<String, String> fields = new TreeMap<>();
    for (String algorithm : List.of("MD5", "SHA1", "SHA256")) {
      fields.put(algorithm, prefix + ".hash." + algorithm.toLowerCase(Locale.ROOT));
    }
    fields.put("IMPHASH", prefix + ".pe.imphash");
    return new HashParts(fields);
  }

  /**
   * Rules name one hash, with or without its algorithm, and allow anything around it. A part of a
   * hash without its algorithm could be in any.
   */
  @Override
  public Optional<Predicate> matches(Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    if (pattern.isMatchAll()) {
      return Optional.of(exists(origin));
    }
    List<Wildcard.Segment> inner = new ArrayList<>(pattern.segments());
    boolean openStart = !inner.isEmpty() && inner.get(0) instanceof AnyRun;
    boolean openEnd = !inner.isEmpty() && inner.get(inner.size() - 1) instanceof AnyRun;
    if (openEnd) {
      inner.remove(inner.size() - 1);
    }
    if (openStart) {
      inner.remove(0);
    }
    if (inner.size() != 1 || !(inner.get(0) instanceof Literal literal)) {
      return Optional.empty();
    }
    Matcher hash = HASH.matcher(literal.text());
    if (!hash.matches()) {
      return Optional.empty();
    }
    String name = hash.group("name");
    return name == null
        ? unnamed(origin, hash.group("digits"))
        : named(origin, name, hash.group("digits"), openEnd && !literal.text().endsWith(","));
  }

  /** A hash of which the rule says the algorithm; it may go on. */
  private Optional<Predicate> named(Origin origin, String name, String digits, boolean open) {
    String field = fields.get(name.toUpperCase(Locale.ROOT));
    if (field == null) {
      return Optional.empty();
    }
    List<Wildcard.Segment> segments = new ArrayList<>();
    if (!digits.isEmpty()) {
      segments.add(new Literal(digits.toLowerCase(Locale.ROOT)));
    }
    boolean whole = NAMES_BY_LENGTH.containsKey(digits.length());
    if (open && !whole) {
      segments.add(new AnyRun());
    }
    return Optional.of(test(origin, field, Wildcard.of(segments)));
  }

  private Optional<Predicate> unnamed(Origin origin, String digits) {
    return Optional.ofNullable(NAMES_BY_LENGTH.get(digits.length()))
        .map(
            names ->
                Predicate.or(
                    origin,
                    names.stream()
                        .map(fields::get)
                        .map(field -> test(origin, field, Wildcard.ofLiteral(lower(digits))))
                        .toList()));
  }

  private static String lower(String digits) {
    return digits.toLowerCase(Locale.ROOT);
  }

  private static Predicate test(Origin origin, String field, Wildcard pattern) {
    return TextParts.match(origin, TextParts.field(field), pattern, CaseSensitivity.INSENSITIVE);
  }

  @Override
  public Predicate exists(Origin origin) {
    return TextParts.anyExists(origin, fields.values().stream().sorted().toList());
  }
}
