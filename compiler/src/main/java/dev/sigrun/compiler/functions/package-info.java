/** The pages about functions and operators of query languages, for users to look up. */
@NullMarked
package dev.sigrun.compiler.functions;

import org.jspecify.annotations.NullMarked;
