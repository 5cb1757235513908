/**
 * Reports for people: what alerts are about as data, and pages of one file that show it. The page
 * of {@code serve} shows the same data with the same parts.
 */
@NullMarked
package dev.sigrun.cli.web.report;

import org.jspecify.annotations.NullMarked;
