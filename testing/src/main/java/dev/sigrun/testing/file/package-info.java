/** Reads test files and their cases. Does not depend on the meaning of rules and runs nothing. */
@NullMarked
package dev.sigrun.testing.file;

import org.jspecify.annotations.NullMarked;
