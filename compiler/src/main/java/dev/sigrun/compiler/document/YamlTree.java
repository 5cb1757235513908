package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes values of the nodes of a document. What an alias repeats is the same value again; how much
 * a document is once all aliases are followed is counted, and bounded.
 */
final class YamlTree {
  private static final DiagnosticKind DEFINED_TWICE =
      DiagnosticKind.error(
          "YAML005", "Key '%s' is already defined on line %s. Remove one of the two.");
  private static final DiagnosticKind BAD_KEY =
      DiagnosticKind.error("YAML006", "A key must be a text, not %s.");
  private static final DiagnosticKind CIRCLE =
      DiagnosticKind.error("YAML007", "This alias refers to a value that contains it.");
  private static final DiagnosticKind TOO_MUCH =
      DiagnosticKind.error(
          "YAML008", "With all its aliases the document has more than %s values. Write fewer.");
  private static final DiagnosticKind BAD_TAG =
      DiagnosticKind.error("YAML009", "Tag '%s' does not fit here. Remove it.");
  private static final DiagnosticKind BAD_MERGE =
      DiagnosticKind.error("YAML010", "Key '<<' merges maps, it cannot merge %s.");

  private static final DiagnosticKind LONG_WORD =
      DiagnosticKind.error("YAML023", "This has more than %s characters without a space.");

  /** The tag of plain scalars that have none of their own. */
  static final Tag PLAIN = new Tag("tag:sigrun.dev,2026:plain");

  private static final String MERGE = "<<";
  private static final long MOST_VALUES = 500_000;
  private static final int LONGEST_WORD = 1_000_000;

  private final SourceText source;
  private final YamlOffsets offsets;
  private final DiagnosticSink sink;
  private final YamlScalars scalars;
  private final IdentityHashMap<Node, DataValue> built = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

  /** How many entries were copied from maps into others. */
  private long copied;

  YamlTree(SourceText source, YamlOffsets offsets, DiagnosticSink sink) {
    this.source = source;
    this.offsets = offsets;
    this.sink = sink;
    this.scalars = new YamlScalars(source, sink);
  }

  DataValue build(Node root) {
    DataValue value = value(root);
    if (sizes.getOrDefault(root, 0L) > MOST_VALUES) {
      sink.report(TOO_MUCH, source, start(root), MOST_VALUES);
    }
    return value;
  }

  private DataValue value(Node node) {
    DataValue known = built.get(node);
    if (known != null) {
      return known;
    }
    if (open.putIfAbsent(node, true) != null) {
      sink.report(CIRCLE, source, start(node));
      return new DataValue.Null(origin(node));
    }
    DataValue value =
        node instanceof MappingNode mapping
            ? table(mapping)
            : node instanceof SequenceNode sequence ? array(sequence) : scalar((ScalarNode) node);
    open.remove(node);
    built.put(node, value);
    return value;
  }

  private DataValue table(MappingNode mapping) {
    requireTag(mapping, Tag.MAP);
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>();
    List<DataValue.Table> merged = new ArrayList<>();
    long size = 1;
    for (NodeTuple tuple : mapping.getValue()) {
      DataValue value = value(tuple.getValueNode());
      size += sizes.getOrDefault(tuple.getValueNode(), 1L);
      Optional<String> key = key(tuple.getKeyNode());
      if (key.isPresent() && isMerge(tuple.getKeyNode())) {
        merge(value, merged);
      } else if (key.isPresent()) {
        DataValue.Entry entry = new DataValue.Entry(origin(tuple.getKeyNode()), value);
        DataValue.Entry first = entries.putIfAbsent(key.get(), entry);
        if (first != null) {
          int line = source.position(first.key().span().start()).line();
          sink.report(DEFINED_TWICE, source, entry.key().span(), key.get(), line);
        }
      }
    }
    for (DataValue.Table table : merged) {
      size += table.entries().size();
      copied += table.entries().size();
      if (copied > MOST_VALUES) {
        size = MOST_VALUES + 1;
        break;
      }
      table.entries().forEach(entries::putIfAbsent);
    }
    sizes.put(mapping, Math.min(size, MOST_VALUES + 1));
    return new DataValue.Table(origin(mapping), entries);
  }

  private static boolean isMerge(Node key) {
    return key.getTag().equals(PLAIN) && ((ScalarNode) key).getValue().equals(MERGE);
  }

  private void merge(DataValue value, List<DataValue.Table> merged) {
    if (value instanceof DataValue.Table table) {
      merged.add(table);
    } else if (value instanceof DataValue.Array array
        && array.values().stream().allMatch(DataValue.Table.class::isInstance)) {
      array.values().forEach(each -> merged.add((DataValue.Table) each));
    } else {
      sink.report(BAD_MERGE, source, value.origin().span(), value.shape());
    }
  }

  /** The text of a key as it is written; null is the empty text. */
  private Optional<String> key(Node key) {
    if (key instanceof ScalarNode scalar) {
      if (hasLongWord(scalar)) {
        return Optional.empty();
      }
      boolean isNull = key.getTag().equals(PLAIN) && YamlScalars.isNull(scalar.getValue());
      return Optional.of(isNull ? "" : scalar.getValue());
    }
    String shape = key instanceof MappingNode ? "a map" : "a list";
    sink.report(BAD_KEY, source, start(key), shape);
    return Optional.empty();
  }

  private DataValue array(SequenceNode sequence) {
    requireTag(sequence, Tag.SEQ);
    List<DataValue> values = new ArrayList<>();
    long size = 1;
    for (Node node : sequence.getValue()) {
      values.add(value(node));
      size += sizes.getOrDefault(node, 1L);
    }
    sizes.put(sequence, Math.min(size, MOST_VALUES + 1));
    return new DataValue.Array(origin(sequence), values);
  }

  private DataValue scalar(ScalarNode node) {
    Origin origin = origin(node);
    if (hasLongWord(node)) {
      return new DataValue.Null(origin);
    }
    if (node.getTag().equals(PLAIN)) {
      return scalars.plain(origin, node.getValue());
    }
    if (node.getTag().equals(Tag.STR)) {
      return scalars.text(origin, node.getValue());
    }
    return scalars
        .tagged(node.getTag(), origin, node.getValue())
        .orElseGet(
            () -> {
              sink.report(BAD_TAG, source, origin.span(), node.getTag().getValue());
              return scalars.text(origin, node.getValue());
            });
  }

  /** Whether the text has a word that is too long, which is reported. */
  private boolean hasLongWord(ScalarNode node) {
    String text = node.getValue();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        start = i + 1;
      } else if (i - start >= LONGEST_WORD) {
        sink.report(LONG_WORD, source, start(node), LONGEST_WORD);
        return true;
      }
    }
    return false;
  }

  private void requireTag(Node node, Tag tag) {
    if (!node.getTag().equals(tag)) {
      sink.report(BAD_TAG, source, start(node), node.getTag().getValue());
    }
  }

  private Origin origin(Node node) {
    Span span = node instanceof ScalarNode ? offsets.span(node) : start(node);
    return Origin.of(source, span);
  }

  private Span start(Node node) {
    return offsets.character(offsets.span(node).start());
  }
}
