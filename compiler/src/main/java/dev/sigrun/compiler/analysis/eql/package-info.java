/**
 * EQL's meaning: functions, types, null folding, lowering to predicates. Knows nothing of other
 * languages.
 */
@NullMarked
package dev.sigrun.compiler.analysis.eql;

import org.jspecify.annotations.NullMarked;
