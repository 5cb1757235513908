package dev.sigrun.lsp.workspace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A document as an editor has it, whether or not it is saved.
 *
 * @param uri its address as the editor spells it
 * @param path the file; empty if it has never been saved
 * @param text the whole text
 */
public record OpenDocument(String uri, Optional<Path> path, String text) {}
