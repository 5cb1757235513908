@NullMarked
package dev.sigrun.kafka;

import org.jspecify.annotations.NullMarked;
