/**
 * Exceptions: events that rules do not look at, kept in files of their own beside the rules. Each
 * becomes a clause of Query DSL, as Kibana makes of its exception items, and is added to its rules
 * as a negated filter. Does not depend on query languages.
 */
package dev.sigrun.compiler.language.exceptions;
