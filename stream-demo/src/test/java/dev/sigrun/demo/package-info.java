@NullMarked
package dev.sigrun.demo;

import org.jspecify.annotations.NullMarked;
