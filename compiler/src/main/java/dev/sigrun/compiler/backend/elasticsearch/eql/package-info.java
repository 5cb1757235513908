/** EQL that Elasticsearch runs, printed from a typed model. Sees the IR only. */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.eql;

import org.jspecify.annotations.NullMarked;
