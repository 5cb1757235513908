/**
 * Code that all proofs share: the public rules next to the project. Nothing about one target of
 * exports.
 */
@NullMarked
package dev.sigrun.proof;

import org.jspecify.annotations.NullMarked;
