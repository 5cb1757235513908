/**
 * TOML and JSON files as trees of values that know where they are written. Knows nothing of what
 * the files mean.
 */
@NullMarked
package dev.sigrun.compiler.document;

import org.jspecify.annotations.NullMarked;
