package dev.sigrun.runtime.compiled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what the compiler of rules wrote. Kept in class files, where coverage tools look for
 * annotations whose names contain "Generated".
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GeneratedMatcher {}
