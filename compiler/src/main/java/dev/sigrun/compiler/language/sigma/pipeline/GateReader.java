package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what lets an item be applied: a list or a map of conditions, and how they are joined. */
final class GateReader {
  private static final DiagnosticKind BAD_EXPRESSION =
      DiagnosticKind.error("PIPE010", "'%s' is not an expression over %s: %s.");
  private static final DiagnosticKind BAD_JOIN =
      DiagnosticKind.error("PIPE011", "'%s' must be 'and' or 'or', found '%s'.");
  private static final DiagnosticKind NOT_BOTH =
      DiagnosticKind.error("PIPE012", "'%s' needs conditions with names, without '%s' and '%s'.");

  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9_-]+)");
  private static final int DEEPEST = 50;

  private final PipelineTables tables;

  GateReader(PipelineTables tables) {
    this.tables = tables;
  }

  /**
   * Reads a gate of an item.
   *
   * @param key the key of the conditions, such as {@code rule_conditions}
   * @param stem what the keys begin with that say how they are joined, such as {@code rule_cond}
   */
  <C> Gate<C> read(
      DataValue.Table item,
      String key,
      String stem,
      Function<DataValue.Table, Optional<C>> condition) {
    Optional<DataValue> written = item.get(key);
    if (written.isEmpty()) {
      return Gate.open();
    }
    Map<String, Gate<C>> named = new LinkedHashMap<>();
    if (written.get() instanceof DataValue.Table table) {
      table
          .entries()
          .forEach(
              (name, entry) ->
                  read(key, entry.value(), condition).ifPresent(gate -> named.put(name, gate)));
    } else {
      int number = 0;
      for (DataValue each : PipelineTables.values(written.get())) {
        int index = number++;
        read(key, each, condition).ifPresent(gate -> named.put("#" + index, gate));
      }
    }
    return joined(item, stem, written.get() instanceof DataValue.Table, named);
  }

  private <C> Optional<Gate<C>> read(
      String key, DataValue value, Function<DataValue.Table, Optional<C>> condition) {
    return tables
        .shaped(key, value, value.asTable(), "conditions, each a map with a type")
        .flatMap(condition)
        .map(Gate.Single::new);
  }

  private <C> Gate<C> joined(
      DataValue.Table item, String stem, boolean byName, Map<String, Gate<C>> named) {
    Optional<DataValue> expression = item.get(stem + "_expr");
    String opKey = stem + "_op";
    String notKey = stem + "_not";
    if (expression.isPresent()) {
      if (!byName || item.get(opKey).isPresent() || item.get(notKey).isPresent()) {
        tables.report(NOT_BOTH, expression.get().origin(), stem + "_expr", opKey, notKey);
        return Gate.open();
      }
      return tables
          .text(stem + "_expr", expression.get())
          .flatMap(text -> parse(text, expression.get(), named))
          .orElseGet(Gate::open);
    }
    String op = tables.text(item, opKey).orElse("and");
    if (!op.equals("and") && !op.equals("or")) {
      tables.report(BAD_JOIN, item.get(opKey).orElseThrow().origin(), opKey, op);
    }
    List<Gate<C>> gates = List.copyOf(named.values());
    Gate<C> gate =
        op.equals("or") && !gates.isEmpty() ? new Gate.Any<>(gates) : new Gate.All<>(gates);
    return tables.flag(item, notKey, false) ? new Gate.Closed<>(gate) : gate;
  }

  private <C> Optional<Gate<C>> parse(String text, DataValue written, Map<String, Gate<C>> named) {
    try {
      return Optional.of(new Parser<>(tokens(text), named).whole());
    } catch (IllegalArgumentException e) {
      tables.report(
          BAD_EXPRESSION,
          written.origin(),
          text,
          String.join(", ", named.keySet()),
          String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("unexpected '" + text.substring(end).strip() + "'");
    }
    return tokens;
  }

  /** By descent: {@code or} binds least, {@code not} most. */
  private static final class Parser<C> {
    private final List<String> tokens;
    private final Map<String, Gate<C>> named;
    private int next;
    private int depth;

    Parser(List<String> tokens, Map<String, Gate<C>> named) {
      this.tokens = tokens;
      this.named = named;
    }

    Gate<C> whole() {
      Gate<C> gate = or();
      if (next < tokens.size()) {
        throw new IllegalArgumentException("unexpected '" + tokens.get(next) + "'");
      }
      return gate;
    }

    private Gate<C> or() {
      List<Gate<C>> gates = new ArrayList<>(List.of(and()));
      while (skips("or")) {
        gates.add(and());
      }
      return gates.size() == 1 ? gates.get(0) : new Gate.Any<>(gates);
    }

    private Gate<C> and() {
      List<Gate<C>> gates = new ArrayList<>(List.of(not()));
      while (skips("and")) {
        gates.add(not());
      }
      return gates.size() == 1 ? gates.get(0) : new Gate.All<>(gates);
    }

    private Gate<C> not() {
      if (++depth > DEEPEST) {
        throw new IllegalArgumentException("it is nested too deeply");
      }
      Gate<C> gate = skips("not") ? new Gate.Closed<>(not()) : primary();
      depth--;
      return gate;
    }

    private Gate<C> primary() {
      if (skips("(")) {
        Gate<C> gate = or();
        if (!skips(")")) {
          throw new IllegalArgumentException("a ')' is missing");
        }
        return gate;
      }
      if (next == tokens.size()) {
        throw new IllegalArgumentException("it ends too early");
      }
      String name = tokens.get(next++);
      Gate<C> gate = named.get(name);
      if (gate == null) {
        throw new IllegalArgumentException("there is no condition '" + name + "'");
      }
      return gate;
    }

    private boolean skips(String word) {
      boolean found = next < tokens.size() && tokens.get(next).equals(word);
      if (found) {
        next++;
      }
      return found;
    }
  }
}
