/**
 * Whole sets of rule files: found, loaded and compiled together. Neither prints nor writes files,
 * which is for whoever asked.
 */
@NullMarked
package dev.sigrun.compiler.ruleset;

import org.jspecify.annotations.NullMarked;
