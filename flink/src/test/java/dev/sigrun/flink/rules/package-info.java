@NullMarked
package dev.sigrun.flink.rules;

import org.jspecify.annotations.NullMarked;
