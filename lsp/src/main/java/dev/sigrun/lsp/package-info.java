/**
 * The language server: the protocol, and the order in which work is done. Everything that an answer
 * is about is in the packages below; only this package speaks to a client.
 */
@NullMarked
package dev.sigrun.lsp;

import org.jspecify.annotations.NullMarked;
