/**
 * Test files: what their cases are, and how they are read. Knows nothing of what rules mean, and
 * runs nothing.
 */
@NullMarked
package dev.sigrun.testing.file;

import org.jspecify.annotations.NullMarked;
