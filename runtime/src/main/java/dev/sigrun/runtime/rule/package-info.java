/** The metadata of rules at run time, and the interface of compiled conditions. */
@NullMarked
package dev.sigrun.runtime.rule;

import org.jspecify.annotations.NullMarked;
