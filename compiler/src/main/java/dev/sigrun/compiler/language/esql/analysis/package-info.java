/**
 * The analysis of ES|QL: follows columns and their types through the commands of a query, and warns
 * of what is hardly meant as it is written.
 */
@NullMarked
package dev.sigrun.compiler.language.esql.analysis;

import org.jspecify.annotations.NullMarked;
