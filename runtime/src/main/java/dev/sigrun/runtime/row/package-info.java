/**
 * The code with which generated Java computes rows: cells and the functions of ES|QL on them. A
 * cell is null, one value, or an unmodifiable {@link java.util.List} of two or more values. A
 * function of one value is null where an argument is null or a list, or where it fails.
 */
@NullMarked
package dev.sigrun.runtime.row;

import org.jspecify.annotations.NullMarked;
