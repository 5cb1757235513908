/**
 * EQL's meaning: functions, types, null folding, lowering to predicates. Knows nothing of other
 * languages.
 */
@NullMarked
package dev.sigrun.compiler.language.eql.analysis;

import org.jspecify.annotations.NullMarked;
