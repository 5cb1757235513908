package dev.sigrun.lsp.workspace;

import dev.sigrun.lsp.text.FileUris;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The documents that an editor has open, as it last reported them. Safe for several threads. */
public final class OpenDocuments {
  private final Map<String, OpenDocument> byUri = new ConcurrentHashMap<>();
  private final Map<Path, OpenDocument> byPath = new ConcurrentHashMap<>();

  /** No documents. */
  public OpenDocuments() {}

  /** Takes the text of a document that was opened or has changed. */
  public OpenDocument put(String uri, String text) {
    OpenDocument document = new OpenDocument(uri, FileUris.path(uri), text);
    byUri.put(uri, document);
    document.path().ifPresent(path -> byPath.put(path, document));
    return document;
  }

  /** Forgets a document that was closed. */
  public void remove(String uri) {
    Optional.ofNullable(byUri.remove(uri)).flatMap(OpenDocument::path).ifPresent(byPath::remove);
  }

  /** The document with this address. */
  public Optional<OpenDocument> find(String uri) {
    return Optional.ofNullable(byUri.get(uri));
  }

  /** The document of this file. */
  public Optional<OpenDocument> find(Path path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** All documents. */
  public Collection<OpenDocument> all() {
    return List.copyOf(byUri.values());
  }
}
