package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Place;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.RuleProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Changes the identity of a rule wherever the project mentions it: in the rule, in tests, and in
 * rules that refer to it. Identities that are UUIDs only: nothing else is called the same by
 * chance.
 */
public final class RuleIdRename {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private RuleIdRename() {}

  /** The identity at a place, if it is one that can be changed. */
  public static Optional<Range> place(Document document, Position position) {
    return identity(document, position).map(span -> Places.range(document.text(), span));
  }

  /**
   * The edits.
   *
   * @throws ResponseErrorException if there is no identity or the new one is not a UUID
   */
  public static WorkspaceEdit edit(Document document, Position position, String newId) {
    Span span =
        identity(document, position)
            .orElseThrow(() -> refusal("Only the identity of a rule, a UUID, can be renamed."));
    if (!UUID.matcher(newId).matches()) {
      throw refusal("'" + newId + "' is not a UUID, such as 9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01.");
    }
    Pattern old =
        Pattern.compile(
            "(?<![0-9A-Za-z-])" + Pattern.quote(document.text().text(span)) + "(?![0-9A-Za-z-])",
            Pattern.CASE_INSENSITIVE);
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (Path file : files(document)) {
      RuleProject project = document.project();
      Optional<SourceText> text =
          file.equals(document.path()) ? Optional.of(document.text()) : project.text(file);
      text.map(source -> edits(source, old, newId))
          .filter(changes -> !changes.isEmpty())
          .ifPresent(changes -> edits.put(project.uri(file), changes));
    }
    return new WorkspaceEdit(edits);
  }

  private static Optional<Span> identity(Document document, Position position) {
    Place place = document.outline().at(Places.offset(document.text(), position));
    return place instanceof Place.Value value
            && (value.key().equals("rule_id") || value.key().equals("id"))
            && UUID.matcher(document.text().text(value.value())).matches()
        ? Optional.of(value.value())
        : Optional.empty();
  }

  private static Set<Path> files(Document document) {
    Set<Path> files = new LinkedHashSet<>();
    files.add(document.path());
    for (Path rule : document.project().ruleFiles()) {
      files.add(rule);
      document.project().testOf(rule).ifPresent(files::add);
    }
    return files;
  }

  private static List<TextEdit> edits(SourceText text, Pattern old, String newId) {
    List<TextEdit> edits = new ArrayList<>();
    Matcher matcher = old.matcher(text.content());
    while (matcher.find()) {
      Span span = new Span(matcher.start(), matcher.end());
      edits.add(new TextEdit(Places.range(text, span), newId));
    }
    return edits;
  }

  private static ResponseErrorException refusal(String message) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.InvalidParams, message, null));
  }
}
