/**
 * What the front ends of all languages share in reading text. Each language has its syntax tree,
 * its parser and its printer in a package of its own below.
 */
@NullMarked
package dev.sigrun.compiler.syntax;

import org.jspecify.annotations.NullMarked;
