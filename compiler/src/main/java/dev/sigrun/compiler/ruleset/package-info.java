/**
 * Finds, loads and compiles whole sets of rule files. Neither prints nor writes files; callers do.
 */
@NullMarked
package dev.sigrun.compiler.ruleset;

import org.jspecify.annotations.NullMarked;
