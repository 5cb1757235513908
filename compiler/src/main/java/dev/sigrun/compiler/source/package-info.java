/** Source text and positions in it. Does not depend on rules, languages or diagnostics. */
@NullMarked
package dev.sigrun.compiler.source;

import org.jspecify.annotations.NullMarked;
