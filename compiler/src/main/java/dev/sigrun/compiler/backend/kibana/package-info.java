/**
 * Detection rules as Kibana imports them. Carries every kind of rule without looking into its
 * query, and knows no query language.
 */
@NullMarked
package dev.sigrun.compiler.backend.kibana;

import org.jspecify.annotations.NullMarked;
