/** Exports to EQL, by way of a typed model. The only input is the IR. */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.eql;

import org.jspecify.annotations.NullMarked;
