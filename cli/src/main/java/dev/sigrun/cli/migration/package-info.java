/** The report on exports for people: what is exact, approximate and refused, and why. */
@NullMarked
package dev.sigrun.cli.migration;

import org.jspecify.annotations.NullMarked;
