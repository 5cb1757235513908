/** What Git knows about files. */
@NullMarked
package dev.sigrun.cli.git;

import org.jspecify.annotations.NullMarked;
