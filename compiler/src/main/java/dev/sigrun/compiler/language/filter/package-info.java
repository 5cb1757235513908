/**
 * Translates Kibana filters, which are Query DSL, to predicates. Does not depend on other
 * languages.
 */
@NullMarked
package dev.sigrun.compiler.language.filter;

import org.jspecify.annotations.NullMarked;
