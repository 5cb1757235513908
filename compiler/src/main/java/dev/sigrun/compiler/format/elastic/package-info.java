/** Rules as Elastic publishes them: TOML files, their keys and what must hold between them. */
@NullMarked
package dev.sigrun.compiler.format.elastic;

import org.jspecify.annotations.NullMarked;
