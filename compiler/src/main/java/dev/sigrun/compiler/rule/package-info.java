/**
 * Rule files and what is written in them: keys, types, identity. The query inside is a text here;
 * its language is none of this package's business.
 */
@NullMarked
package dev.sigrun.compiler.rule;

import org.jspecify.annotations.NullMarked;
