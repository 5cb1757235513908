/** Schemas: which fields exist, and their types. Does not depend on rules or query languages. */
@NullMarked
package dev.sigrun.compiler.schema;

import org.jspecify.annotations.NullMarked;
