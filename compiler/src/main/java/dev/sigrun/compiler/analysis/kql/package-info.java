/** KQL's meaning, which depends on the type of each field. Knows nothing of other languages. */
@NullMarked
package dev.sigrun.compiler.analysis.kql;

import org.jspecify.annotations.NullMarked;
