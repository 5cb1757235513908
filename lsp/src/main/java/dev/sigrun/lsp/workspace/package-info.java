/** The open documents, and the projects of rules that they belong to. Used by one thread. */
@NullMarked
package dev.sigrun.lsp.workspace;

import org.jspecify.annotations.NullMarked;
