/**
 * Serves the page to one browser: who may ask, how much, and for how long. Knows nothing of rules:
 * what is asked is answered elsewhere.
 */
@NullMarked
package dev.sigrun.cli.web.server;

import org.jspecify.annotations.NullMarked;
