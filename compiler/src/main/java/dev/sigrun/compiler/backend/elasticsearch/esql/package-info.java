/** ES|QL that Elasticsearch runs, printed from a typed model. Sees the IR only. */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.esql;

import org.jspecify.annotations.NullMarked;
