package dev.sigrun.runtime.detector;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of the form in which a detector, or a type of its own, writes states; 1 without this
 * annotation. It grows when a release no longer reads the states that earlier releases wrote, and
 * is part of the {@link Fingerprint}: states are kept by fingerprint, so a detector never gets one
 * that it cannot read.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StateForm {
  /** The number, 1 or more. */
  int value();
}
