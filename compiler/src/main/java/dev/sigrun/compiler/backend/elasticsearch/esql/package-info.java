/** Exports to ES|QL, by way of a typed model. The only input is the IR. */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.esql;

import org.jspecify.annotations.NullMarked;
