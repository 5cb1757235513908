/**
 * Reads TOML, JSON and YAML files into trees of values with their positions. Does not interpret the
 * content of the files.
 */
@NullMarked
package dev.sigrun.compiler.document;

import org.jspecify.annotations.NullMarked;
