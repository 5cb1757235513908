/**
 * Reads rules in the format in which Elastic publishes them: TOML files, their keys and the
 * constraints between keys.
 */
@NullMarked
package dev.sigrun.compiler.format.elastic;

import org.jspecify.annotations.NullMarked;
