/** The meaning of predicates and expressions, in the plainest code. Knows no generated code. */
@NullMarked
package dev.sigrun.oracle.predicate;

import org.jspecify.annotations.NullMarked;
