/**
 * Constants that have a syntax: regular expressions, blocks of addresses and bounds of time. They
 * are parsed when they are made, so one that exists is well-formed, and keep the author's spelling.
 */
@NullMarked
package dev.sigrun.compiler.ir.value;

import org.jspecify.annotations.NullMarked;
