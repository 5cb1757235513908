/** Kibana filters, which are Query DSL, as predicates. Knows nothing of other languages. */
@NullMarked
package dev.sigrun.compiler.language.filter;

import org.jspecify.annotations.NullMarked;
