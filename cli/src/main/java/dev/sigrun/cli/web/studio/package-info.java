/**
 * Answers what the page asks: about a rule that is being written, what it makes of events, what it
 * becomes in other systems, and about a folder of rules. Writes no file but temporary ones, and
 * reads none but the rules and events that the command was given.
 */
@NullMarked
package dev.sigrun.cli.web.studio;

import org.jspecify.annotations.NullMarked;
