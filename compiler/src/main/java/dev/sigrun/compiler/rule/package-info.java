/**
 * Rules, independent of the format of their files. Queries are still text here; does not depend on
 * languages or formats.
 */
@NullMarked
package dev.sigrun.compiler.rule;

import org.jspecify.annotations.NullMarked;
