package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/**
 * By what other documents refer to a document.
 *
 * @param origin where the document starts
 * @param id its {@code id}
 * @param name its {@code name}
 */
record SigmaIdentity(Origin origin, Optional<String> id, Optional<String> name) {
  static SigmaIdentity of(SigmaDocument document) {
    return new SigmaIdentity(document.origin(), text(document, "id"), text(document, "name"));
  }

  private static Optional<String> text(SigmaDocument document, String key) {
    return document.table().get(key).flatMap(DataValue::asText);
  }

  /** Whether {@code reference} means this document. Ids may be written in any case. */
  boolean isCalled(String reference) {
    return id.filter(reference::equalsIgnoreCase).isPresent()
        || name.filter(reference::equals).isPresent();
  }

  /** The place of the document, for messages. */
  String place() {
    return origin.source().outermost().name()
        + ":"
        + origin.source().position(origin.span().start()).line();
  }
}
