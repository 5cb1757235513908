/**
 * The semantics of KQL, which depend on the type of each field. Does not depend on other languages.
 */
@NullMarked
package dev.sigrun.compiler.language.kql.analysis;

import org.jspecify.annotations.NullMarked;
