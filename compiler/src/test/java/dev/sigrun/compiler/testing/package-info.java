/** Means of testing that several packages share. */
package dev.sigrun.compiler.testing;
