/** Surveys what many events make of a rule: which parts they satisfy, and how near they come. */
@NullMarked
package dev.sigrun.compiler.survey;

import org.jspecify.annotations.NullMarked;
