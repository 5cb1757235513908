/** What users can look up about the functions and operators of query languages. */
@NullMarked
package dev.sigrun.compiler.functions;

import org.jspecify.annotations.NullMarked;
