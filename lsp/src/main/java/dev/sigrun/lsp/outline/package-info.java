/**
 * Where a place is in a file of TOML or YAML. Unlike the readers of the compiler, outlines also
 * make sense of files that are being written, and so are full of mistakes.
 */
@NullMarked
package dev.sigrun.lsp.outline;

import org.jspecify.annotations.NullMarked;
