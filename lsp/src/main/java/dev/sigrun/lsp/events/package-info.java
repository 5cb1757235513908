/** Counts in the background how many events of the project's files a rule matches. */
@NullMarked
package dev.sigrun.lsp.events;

import org.jspecify.annotations.NullMarked;
