/** A model of rules that aggregate events. */
@NullMarked
package dev.sigrun.oracle.aggregation;

import org.jspecify.annotations.NullMarked;
