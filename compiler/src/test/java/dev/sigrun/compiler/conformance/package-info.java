/**
 * What queries must select, by suites of cases that lie beside the project. Each suite runs on
 * every engine, before and after rewriting.
 */
@NullMarked
package dev.sigrun.compiler.conformance;

import org.jspecify.annotations.NullMarked;
