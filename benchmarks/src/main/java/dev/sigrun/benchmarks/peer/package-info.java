/**
 * Rules in the form of other engines, made from the IR, each exact, inexact or refused with the
 * reason. Nothing here measures.
 */
@NullMarked
package dev.sigrun.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
