/** Rules from files that Kibana exports. */
@NullMarked
package dev.sigrun.cli.kibana;

import org.jspecify.annotations.NullMarked;
