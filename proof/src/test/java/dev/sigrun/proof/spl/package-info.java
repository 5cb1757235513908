/**
 * An interpreter of Splunk's search language, written from its documentation and not from what our
 * exporter writes. What it does not know it refuses, and so it does with everything whose result
 * depends on undocumented behaviour. Nothing about rules belongs here.
 */
@NullMarked
package dev.sigrun.proof.spl;

import org.jspecify.annotations.NullMarked;
