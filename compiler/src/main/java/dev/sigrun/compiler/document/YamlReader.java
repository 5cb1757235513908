package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML: any number of documents in a file. Values are those of YAML 1.1, as the tools read
 * them that most files are written for; where YAML 1.2 reads another value, a warning says so. A
 * byte order mark at the start is skipped.
 *
 * <p>SnakeYAML parses as far as nodes, which know their places. What they mean is decided here, so
 * that no text can make objects.
 */
public final class YamlReader {
  private static final DiagnosticKind MALFORMED =
      DiagnosticKind.error("YAML001", "This is not YAML: %s.%s");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("YAML002", "The file is longer than %s characters.");
  private static final DiagnosticKind BAD_CHARACTER =
      DiagnosticKind.error("YAML003", "Character %s is not allowed in YAML. Remove it.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("YAML004", "Values are nested deeper than %s levels.");
  private static final DiagnosticKind TOO_MANY_DOCUMENTS =
      DiagnosticKind.error("YAML012", "The file has more than %s documents.");

  private static final int MOST_CHARACTERS = 10 * 1024 * 1024;
  private static final int MOST_DOCUMENTS = 10_000;
  static final int DEEPEST = 64;

  private final SourceText source;
  private final DiagnosticSink sink;
  private final YamlOffsets offsets;

  private YamlReader(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
    this.offsets = new YamlOffsets(source.content());
  }

  /**
   * A document of a file.
   *
   * @param span where it is written, from its first value to after its last one
   * @param value its value; empty if an error was reported about it
   */
  public record Document(Span span, Optional<DataValue> value) {}

  /**
   * Reads {@code source} as a YAML file.
   *
   * @param sink receives its errors; nothing is read after a syntax error
   * @return the documents up to there, without those that hold nothing
   */
  public static List<Document> read(SourceText source, DiagnosticSink sink) {
    if (source.content().length() > MOST_CHARACTERS) {
      sink.report(TOO_LONG, source, new Span(0, 0), MOST_CHARACTERS);
      return List.of();
    }
    return new YamlReader(source, sink).read();
  }

  private List<Document> read() {
    List<Document> documents = new ArrayList<>();
    try {
      Composer composer = composer();
      while (composer.checkNode()) {
        Node root = composer.getNode();
        if (documents.size() == MOST_DOCUMENTS) {
          sink.report(TOO_MANY_DOCUMENTS, source, offsets.span(root), MOST_DOCUMENTS);
          return documents;
        }
        if (!isNothing(root)) {
          int checkpoint = sink.checkpoint();
          DataValue value = new YamlTree(source, offsets, sink).build(root);
          boolean fails = sink.hasErrorsSince(checkpoint);
          documents.add(
              new Document(offsets.span(root), fails ? Optional.empty() : Optional.of(value)));
        }
      }
    } catch (ReaderException e) {
      int at = offsets.unit(e.getPosition());
      String code = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      sink.report(BAD_CHARACTER, source, offsets.character(at), code);
    } catch (MarkedYAMLException e) {
      report(e);
    } catch (YAMLException e) {
      // Without a place there is only the limit of nesting.
      sink.report(TOO_DEEP, source, new Span(0, 0), DEEPEST);
    }
    return documents;
  }

  private static boolean isNothing(Node root) {
    return root.getStartMark().getIndex() == root.getEndMark().getIndex();
  }

  private Composer composer() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    return new Composer(
        new ParserImpl(new YamlCharacters(source.content()), options), new Unresolved(), options);
  }

  private void report(MarkedYAMLException e) {
    Mark mark = e.getProblemMark();
    int at = mark == null ? 0 : offsets.unit(mark.getIndex());
    String problem = e.getProblem() == null ? "it ends in the middle" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    sink.report(
        MALFORMED,
        source,
        offsets.character(at),
        (context + problem).replaceAll("\\s+", " "),
        hint(problem, at));
  }

  private String hint(String problem, int at) {
    if (at < source.content().length() && source.content().charAt(at) == '\t') {
      return " Indent with spaces, not tabs.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return " Put a text that holds ': ' into quotes.";
    }
    return "";
  }

  /** Leaves plain scalars as they are written. */
  private static final class Unresolved extends Resolver {
    @Override
    protected void addImplicitResolvers() {}

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? YamlTree.PLAIN : super.resolve(kind, value, false);
    }
  }
}
