/** Reference pages at the terminal: codes of diagnostics, and functions of query languages. */
@NullMarked
package dev.sigrun.cli.reference;

import org.jspecify.annotations.NullMarked;
