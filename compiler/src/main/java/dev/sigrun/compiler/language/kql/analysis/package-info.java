/** KQL's meaning, which depends on the type of each field. Knows nothing of other languages. */
@NullMarked
package dev.sigrun.compiler.language.kql.analysis;

import org.jspecify.annotations.NullMarked;
