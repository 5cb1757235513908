/**
 * Inventories of rules: which fields they read, and whether given events could ever satisfy them.
 */
@NullMarked
package dev.sigrun.compiler.inventory;

import org.jspecify.annotations.NullMarked;
