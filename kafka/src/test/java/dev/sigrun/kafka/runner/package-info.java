@NullMarked
package dev.sigrun.kafka.runner;

import org.jspecify.annotations.NullMarked;
