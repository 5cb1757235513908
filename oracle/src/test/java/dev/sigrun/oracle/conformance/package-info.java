/**
 * What queries must select, by suites of cases next to the project. Each suite runs on every
 * engine, before and after rewriting.
 */
@NullMarked
package dev.sigrun.oracle.conformance;

import org.jspecify.annotations.NullMarked;
