/**
 * Maps the names of fields and indices to those of a target system: mappings, the files that
 * describe them, and their application to queries. Does not depend on output formats.
 */
@NullMarked
package dev.sigrun.compiler.mapping;

import org.jspecify.annotations.NullMarked;
