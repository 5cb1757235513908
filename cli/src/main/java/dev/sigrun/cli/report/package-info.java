/** Output of commands about rules: diagnostics, summaries and reports for people and programs. */
@NullMarked
package dev.sigrun.cli.report;

import org.jspecify.annotations.NullMarked;
