/**
 * Searches in Splunk's search language: a typed model of it, how rules are said in it, and the file
 * of saved searches. Knows no query language that rules are written in.
 */
@NullMarked
package dev.sigrun.compiler.backend.splunk;

import org.jspecify.annotations.NullMarked;
