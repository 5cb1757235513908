/**
 * Parts that the analyses of all query languages share: fields resolved to types, tests on fields.
 */
@NullMarked
package dev.sigrun.compiler.language;

import org.jspecify.annotations.NullMarked;
