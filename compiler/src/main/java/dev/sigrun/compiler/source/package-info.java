/** Text as read and places in it. Knows nothing of rules, languages or diagnostics. */
@NullMarked
package dev.sigrun.compiler.source;

import org.jspecify.annotations.NullMarked;
