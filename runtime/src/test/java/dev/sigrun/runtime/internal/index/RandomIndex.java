package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.pattern.CaseFolding;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An index of random conditions, written by hand into the format in which compilers write it, with
 * the conditions as trees, and events that have to do with them.
 */
final class RandomIndex {
  /** The paths at which events have values. */
  private static final List<String> NAMES =
      List.of("event.kind", "host.os", "process.name", "file.path", "process.pid", "source.ip");

  /** The numbers of the paths of each field: one, or several of which it has all values. */
  private static final List<List<Integer>> FIELDS =
      List.of(
          List.of(0),
          List.of(1),
          List.of(2),
          List.of(3),
          List.of(4),
          List.of(5),
          List.of(1, 0),
          List.of(3, 2));

  private static final int KIND = 0;
  private static final int FILE = 3;
  private static final int PID = 4;
  private static final int ADDRESS = 5;
  private static final int KIND_OR_SYSTEM = 6;

  private static final List<Integer> SELECTORS = List.of(KIND, 1, KIND_OR_SYSTEM);

  private static final List<String> TEXTS =
      List.of(
          "cmd.exe", "CMD.exe", "Cmd.Exe", "cmd.ex", "bash", "BASH", "é", "É", "", "a\"\\b", "5",
          "-3");

  private static final List<String> PATHS =
      List.of("/usr/bin/", "/Usr/Bin/", "/tmp/", "/tmp", "x", "évé", "\\tmp\\", "0123456789abcdef");

  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "10.0.1.1",
          "10.1.0.0",
          "192.168.1.77",
          "2001:db8::1",
          "2001:DB8:0:0::17",
          "::ffff:10.0.0.1",
          "::",
          "010.0.0.1",
          "10.0.0.256",
          "x");

  private static final List<String> BLOCKS =
      List.of(
          "10.0.0.1",
          "10.0.1.0/24",
          "10.0.0.0/8",
          "10.1.0.0/15",
          "192.168.0.0/16",
          "2001:db8::/32",
          "2001:db8::1",
          "::ffff:10.0.0.1",
          "::/0",
          "::/80",
          "::/81");

  private final Random random;
  private final List<Constants> constants = new ArrayList<>();
  private final List<AnyLeaf> leaves = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();

  /** The answer of a leaf for one value. */
  @FunctionalInterface
  interface Test {
    int answer(Object value);
  }

  /** Writes what a leaf compares values with. */
  @FunctionalInterface
  private interface Writer {
    void write(IndexOutput out);
  }

  /**
   * A leaf of any kind.
   *
   * @param kind as of {@link IndexFormat}
   */
  record AnyLeaf(int number, int kind, int field, String description, Test test, Writer writer) {
    @Override
    public String toString() {
      return FIELDS.get(field).stream().map(NAMES::get).toList() + " " + description;
    }
  }

  /** The constants of a field: folded, with the spellings that rules ask for. */
  private record Constants(TreeMap<String, TreeSet<String>> spellings) {
    int anyCase(String folded) {
      int next = 1;
      for (Map.Entry<String, TreeSet<String>> each : spellings.headMap(folded).entrySet()) {
        next += 1 + each.getValue().size();
      }
      return next;
    }

    List<Integer> classes(String folded) {
      List<Integer> classes = new ArrayList<>();
      for (int i = 0; i <= spellings.get(folded).size(); i++) {
        classes.add(anyCase(folded) + i);
      }
      return classes;
    }

    int spelled(String text) {
      String folded = CaseFolding.fold(text);
      return anyCase(folded) + 1 + spellings.get(folded).headSet(text).size();
    }
  }

  RandomIndex(Random random, int rules) {
    this.random = random;
    for (int field = 0; field < FIELDS.size(); field++) {
      constants.add(constants(field));
    }
    for (int i = 0; i < 30; i++) {
      int field = random.nextInt(FIELDS.size());
      leaves.add(leaf(i, field));
    }
    for (int i = 0; i < rules; i++) {
      conditions.add(condition(3));
    }
  }

  /** The names of all paths. */
  static List<String> names() {
    return NAMES;
  }

  /** The numbers of the paths whose values a field has. */
  static List<Integer> paths(int field) {
    return FIELDS.get(field);
  }

  /** The conditions of the rules, in their order. */
  List<Condition> conditions() {
    return conditions;
  }

  /** Whether the rule matches if, and only if, its condition holds. */
  static boolean isExact(int rule) {
    return rule % 2 == 0;
  }

  private Constants constants(int field) {
    TreeMap<String, TreeSet<String>> spellings = new TreeMap<>();
    for (String text : pool(field)) {
      if (random.nextInt(4) > 0) {
        TreeSet<String> asked =
            spellings.computeIfAbsent(CaseFolding.fold(text), any -> new TreeSet<>());
        if (random.nextBoolean()) {
          asked.add(text);
        }
      }
    }
    return new Constants(spellings);
  }

  private static List<String> pool(int field) {
    return switch (field) {
      case PID -> List.of("0", "7", "-7");
      case ADDRESS -> ADDRESSES;
      case FILE -> PATHS;
      default -> TEXTS;
    };
  }

  private AnyLeaf leaf(int number, int field) {
    int kind = random.nextInt(8);
    if (field == PID && kind > 2 || isKind(field) && kind == 7) {
      return numbers(number, field);
    }
    if (field == ADDRESS && kind > 2) {
      return addresses(number, field);
    }
    return switch (kind) {
      case 0 -> present(number, field, true);
      case 1 -> present(number, field, false);
      case 2, 3 -> patterns(number, field, IndexFormat.PATTERNS);
      case 4 -> patterns(number, field, IndexFormat.FOLDED_PATTERNS);
      case 5 -> patterns(number, field, IndexFormat.NECESSARY_PATTERNS);
      default ->
          constants.get(field).spellings().isEmpty()
              ? present(number, field, true)
              : values(number, field);
    };
  }

  private static boolean isKind(int field) {
    return field == KIND || field == KIND_OR_SYSTEM;
  }

  private AnyLeaf present(int number, int field, boolean certain) {
    return new AnyLeaf(
        number,
        certain ? IndexFormat.EXISTS : IndexFormat.MAYBE,
        field,
        certain ? "exists" : "is something",
        value -> certain ? Leaf.MAY_BE_TRUE : Leaf.EITHER,
        out -> {});
  }

  private AnyLeaf values(int number, int field) {
    Constants known = constants.get(field);
    TreeSet<Integer> classes = new TreeSet<>();
    TreeSet<String> folded = new TreeSet<>();
    TreeSet<String> spelled = new TreeSet<>();
    List<String> all = List.copyOf(known.spellings().keySet());
    for (int i = random.nextInt(6); i >= 0; i--) {
      String constant = pick(all);
      TreeSet<String> spellings = known.spellings().get(constant);
      if (spellings.isEmpty() || random.nextBoolean()) {
        folded.add(constant);
        classes.addAll(known.classes(constant));
      } else {
        spelled.add(pick(List.copyOf(spellings)));
      }
    }
    spelled.forEach(text -> classes.add(known.spelled(text)));
    return new AnyLeaf(
        number,
        IndexFormat.VALUES,
        field,
        "in any case " + folded + " or " + spelled,
        value ->
            certain(
                folded.contains(CaseFolding.fold(value.toString()))
                    || spelled.contains(value.toString())),
        out -> {
          out.number(classes.size());
          int last = 0;
          for (int each : classes) {
            out.number(each - last);
            last = each;
          }
        });
  }

  private AnyLeaf patterns(int number, int field, int kind) {
    record Segments(String before, String text, String after) {}
    List<Segments> patterns = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String text = pick(pool(field));
      if (!text.isEmpty()) {
        patterns.add(new Segments(pick(List.of("", "*")), text, pick(List.of("*", "*x", "*/*"))));
      }
    }
    boolean folded = kind != IndexFormat.PATTERNS;
    List<Pattern> compiled =
        patterns.stream()
            .map(each -> each.before() + Pattern.quote(fold(each.text(), folded)) + each.after())
            .map(text -> text.replace("*", ".*"))
            .map(text -> Pattern.compile(text, Pattern.DOTALL))
            .toList();
    return new AnyLeaf(
        number,
        kind,
        field,
        "like " + patterns + (folded ? " in any case" : ""),
        value ->
            compiled.stream().noneMatch(p -> p.matcher(fold(value.toString(), folded)).matches())
                ? Leaf.MAY_BE_FALSE
                : kind == IndexFormat.NECESSARY_PATTERNS ? Leaf.EITHER : Leaf.MAY_BE_TRUE,
        out -> {
          out.number(patterns.size());
          for (Segments each : patterns) {
            out.text(each.before() + each.text().replace("\\", "\\\\") + each.after());
            boolean hasLiteral = random.nextInt(4) > 0;
            out.number(hasLiteral ? (each.before().isEmpty() ? 1 : 2) : 0);
            out.number(random.nextInt(20));
          }
        });
  }

  private static String fold(String text, boolean folded) {
    return folded ? CaseFolding.fold(text) : text;
  }

  private AnyLeaf numbers(int number, int field) {
    long lower = random.nextInt(12) - 6;
    long upper = lower + random.nextInt(4) * random.nextInt(4);
    long second = random.nextInt(40);
    long least = random.nextBoolean() ? -Long.MAX_VALUE : -5;
    long greatest = random.nextBoolean() ? Long.MAX_VALUE : 5;
    return new AnyLeaf(
        number,
        IndexFormat.NUMBERS,
        field,
        lower + ".." + upper + " or " + second + ", certain from " + least + " to " + greatest,
        value -> {
          if (!value.toString().matches("-?[0-9]{1,18}")) {
            return Leaf.EITHER;
          }
          long parsed = Long.parseLong(value.toString());
          return parsed < least || parsed > greatest
              ? Leaf.EITHER
              : certain(parsed >= lower && parsed <= upper || parsed == second);
        },
        out -> {
          out.signed(least);
          out.signed(greatest);
          out.number(2);
          for (long end : new long[] {lower, upper, second, second}) {
            out.signed(end);
          }
        });
  }

  private AnyLeaf addresses(int number, int field) {
    List<String> blocks = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      blocks.add(pick(BLOCKS));
    }
    return new AnyLeaf(
        number,
        IndexFormat.ADDRESSES,
        field,
        "in " + blocks,
        value -> certain(isAddress(value) && blocks.stream().anyMatch(b -> isIn(value, b))),
        out -> {
          out.number(blocks.size());
          blocks.forEach(out::text);
        });
  }

  private static boolean isAddress(Object value) {
    String octet = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
    String text = value.toString();
    return text.matches(octet + "(\\." + octet + "){3}") || text.contains(":");
  }

  /** Whether an address lies in a block; an IPv4 address is the one that it is mapped to. */
  private static boolean isIn(Object value, String block) {
    String[] parts = block.split("/");
    int width = parts[0].contains(":") ? 128 : 32;
    int rest = parts.length == 1 ? 0 : width - Integer.parseInt(parts[1]);
    return bits(value.toString()).shiftRight(rest).equals(bits(parts[0]).shiftRight(rest));
  }

  private static BigInteger bits(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      BigInteger bits = new BigInteger(1, bytes);
      return bytes.length == 4 ? bits.add(BigInteger.valueOf(0xffff).shiftLeft(32)) : bits;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int certain(boolean answer) {
    return answer ? Leaf.MAY_BE_TRUE : Leaf.MAY_BE_FALSE;
  }

  private Condition condition(int depth) {
    int luck = random.nextInt(depth > 0 ? 10 : 3);
    if (luck == 0 && random.nextInt(6) == 0) {
      return new Condition.Constant(random.nextBoolean());
    }
    if (luck < 3) {
      return new Condition.Test(pick(leaves), random.nextInt(4) == 0);
    }
    List<Condition> parts = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      parts.add(condition(depth - 1));
    }
    return luck < 7 ? new Condition.All(parts) : new Condition.Any(parts);
  }

  /** The index as bytes. */
  byte[] toBytes() {
    IndexOutput out = new IndexOutput();
    out.number(IndexFormat.VERSION);
    out.number(FIELDS.size());
    for (int field = 0; field < FIELDS.size(); field++) {
      out.number(FIELDS.get(field).size());
      FIELDS.get(field).forEach(path -> out.text(NAMES.get(path)));
      out.number(SELECTORS.contains(field) ? IndexFormat.SELECTOR : 0);
      out.number(random.nextInt(8));
      Map<String, TreeSet<String>> spellings = constants.get(field).spellings();
      out.number(spellings.size());
      spellings.forEach(
          (folded, asked) -> {
            out.text(folded);
            out.number(random.nextInt(30));
            out.number(asked.size());
            asked.forEach(out::text);
          });
    }
    out.number(leaves.size());
    for (AnyLeaf leaf : leaves) {
      out.number(leaf.kind());
      out.number(leaf.field());
      leaf.writer().write(out);
    }
    out.number(conditions.size());
    for (int rule = 0; rule < conditions.size(); rule++) {
      out.number(isExact(rule) ? IndexFormat.EXACT : 0);
      write(conditions.get(rule), out);
    }
    return out.toBytes();
  }

  private static void write(Condition condition, IndexOutput out) {
    if (condition instanceof Condition.Constant constant) {
      out.number(constant.holds() ? IndexFormat.TRUE : IndexFormat.FALSE);
    } else if (condition instanceof Condition.Test test) {
      out.number(test.negated() ? IndexFormat.NEGATED_TEST : IndexFormat.TEST);
      out.number(test.leaf().number());
    } else {
      List<Condition> parts =
          condition instanceof Condition.All all
              ? all.parts()
              : ((Condition.Any) condition).parts();
      out.number(condition instanceof Condition.All ? IndexFormat.ALL : IndexFormat.ANY);
      out.number(parts.size());
      parts.forEach(part -> write(part, out));
    }
  }

  /** The values at some paths, by the number of the path. */
  Map<Integer, List<Object>> event() {
    Map<Integer, List<Object>> event = new LinkedHashMap<>();
    for (int path = 0; path < NAMES.size(); path++) {
      List<Object> values = new ArrayList<>();
      int count = random.nextInt(12) == 0 ? 8 + random.nextInt(4) : random.nextInt(3);
      for (int i = 0; i < count; i++) {
        values.add(value(path));
      }
      if (!values.isEmpty()) {
        event.put(path, values);
      }
    }
    return event;
  }

  private Object value(int path) {
    return switch (path) {
      case PID ->
          switch (random.nextInt(6)) {
            case 0 -> 1.5;
            case 1 -> "7";
            case 2 -> random.nextLong();
            default -> random.nextInt(20) - 8;
          };
      case ADDRESS -> pick(ADDRESSES);
      default -> text(path);
    };
  }

  private String text(int path) {
    StringBuilder text = new StringBuilder(pick(pool(path)));
    switch (random.nextInt(8)) {
      case 0 -> text.append(pick(pool(path)));
      case 1 -> text.insert(0, pick(List.of("x", "/", "\n")));
      case 2 -> text.append((char) ('a' + random.nextInt(26)));
      case 3 -> {
        String upper = text.toString().toUpperCase(Locale.ROOT);
        text.replace(0, text.length(), upper);
      }
      // Too long to be remembered.
      case 4 -> text.append(random.nextInt(20) == 0 ? "y".repeat(1_200) : "");
      default -> {}
    }
    return text.toString();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
