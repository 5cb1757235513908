/** Which fields exist and of which type they are. Knows no rule and no query language. */
@NullMarked
package dev.sigrun.compiler.schema;

import org.jspecify.annotations.NullMarked;
