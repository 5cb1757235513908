/**
 * The semantics of EQL: functions, types, null folding, lowering to predicates. Does not depend on
 * other languages.
 */
@NullMarked
package dev.sigrun.compiler.language.eql.analysis;

import org.jspecify.annotations.NullMarked;
