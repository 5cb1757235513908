package dev.sigrun.proof.nodes;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An index with the events of a group, numbered by their identities. It answers to a name of each
 * index pattern of the rules, so that exports run as they are.
 */
final class LoadedIndex implements AutoCloseable {
  private static final String NAME = "proof";
  private static final int EVENTS_AT_ONCE = 2_000;
  private static final int SEARCHES_AT_ONCE = 100;
  private static final int MOST_HITS = 1_000_000;

  private final SearchNode node;

  private LoadedIndex(SearchNode node) {
    this.node = node;
  }

  /** Makes the index of a group, whose events are numbered by their places. */
  static LoadedIndex load(SearchNode node, EventGroup group) {
    Map<String, Map<String, @Nullable Object>> events = new LinkedHashMap<>();
    group.events().forEach(event -> events.put(String.valueOf(events.size()), event));
    return load(node, group.mapping().creation(aliases(group.rules())), events);
  }

  /**
   * Makes an index.
   *
   * @param creation the body of the request that creates it
   * @param events by their identities
   */
  static LoadedIndex load(
      SearchNode node,
      Map<String, Object> creation,
      Map<String, Map<String, @Nullable Object>> events) {
    node.send("PUT", "/" + NAME, creation);
    List<Object> lines = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, Map<String, @Nullable Object>> event : events.entrySet()) {
      lines.add(Map.of("index", Map.of("_id", event.getKey())));
      lines.add(event.getValue());
      count++;
      if (lines.size() == 2 * EVENTS_AT_ONCE || count == events.size()) {
        Map<String, @Nullable Object> answer = node.sendLines("/" + NAME + "/_bulk", lines);
        if (!Boolean.FALSE.equals(answer.get("errors"))) {
          throw new AssertionError(failures(answer));
        }
        lines.clear();
      }
    }
    node.send("POST", "/" + NAME + "/_refresh");
    return new LoadedIndex(node);
  }

  private static String failures(Map<String, @Nullable Object> answer) {
    return Json.objects(answer.get("items")).stream()
        .map(item -> Json.object(item.get("index")))
        .filter(item -> item.containsKey("error"))
        .limit(10)
        .toList()
        .toString();
  }

  private static Map<String, Object> aliases(List<AnalyzedRule> rules) {
    Map<String, Object> aliases = new TreeMap<>();
    for (AnalyzedRule rule : rules) {
      for (String pattern : rule.rule().eventSource().index()) {
        if (!pattern.startsWith("-")) {
          aliases.put(pattern.replace("*", "x"), Map.of());
        }
      }
    }
    return aliases;
  }

  /** The numbers of the events that each search finds. */
  List<Answer> search(List<Map<String, @Nullable Object>> bodies) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i += SEARCHES_AT_ONCE) {
      List<Object> lines = new ArrayList<>();
      for (var body : bodies.subList(i, Math.min(i + SEARCHES_AT_ONCE, bodies.size()))) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(body);
        whole.put("size", MOST_HITS);
        whole.put("_source", false);
        lines.add(Map.of());
        lines.add(whole);
      }
      Map<String, @Nullable Object> found = node.sendLines("/" + NAME + "/_msearch", lines);
      Json.objects(found.get("responses")).forEach(r -> answers.add(answer(r)));
    }
    return answers;
  }

  private static Answer answer(Map<String, @Nullable Object> response) {
    if (response.containsKey("error")) {
      return new Answer(new BitSet(), String.valueOf(response.get("error")));
    }
    BitSet events = new BitSet();
    Json.objects(Json.object(response.get("hits")).get("hits"))
        .forEach(hit -> events.set(Integer.parseInt(String.valueOf(hit.get("_id")))));
    return new Answer(events, "");
  }

  /** The numbers of the events in the rows of an ES|QL query. */
  Answer query(String text) {
    try {
      BitSet events = new BitSet();
      rows(text + "\n| KEEP _id")
          .forEach(row -> events.set(Integer.parseInt(String.valueOf(row.get("_id")))));
      return new Answer(events, "");
    } catch (SearchNode.RefusedRequest e) {
      return new Answer(new BitSet(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The rows of an ES|QL query, by the names of their columns.
   *
   * @throws SearchNode.RefusedRequest if the server does not take it
   */
  List<Map<String, @Nullable Object>> rows(String text) {
    Map<String, @Nullable Object> table =
        node.send("POST", "/_query", Map.of("query", text + "\n| LIMIT " + MOST_HITS));
    List<Map<String, @Nullable Object>> columns = Json.objects(table.get("columns"));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Object values : (List<?>) Json.present(table.get("values"))) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(String.valueOf(columns.get(i).get("name")), ((List<?>) values).get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public void close() {
    node.send("DELETE", "/" + NAME);
  }

  /**
   * The response of a server.
   *
   * @param events the numbers of the events that it found
   * @param mistake why it refused the query; empty if it did not
   */
  record Answer(BitSet events, String mistake) {}
}
