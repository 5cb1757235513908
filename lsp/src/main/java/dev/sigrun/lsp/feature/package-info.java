/** The answers to an editor's questions about a document, a class for each kind of question. */
@NullMarked
package dev.sigrun.lsp.feature;

import org.jspecify.annotations.NullMarked;
