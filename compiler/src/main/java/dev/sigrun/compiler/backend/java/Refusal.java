package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.source.Origin;

/**
 * Why a query is not written as Java.
 *
 * @param origin the part of the query that is the reason
 * @param feature what is lacking, as the subject of a sentence
 * @param reason a sentence for the author
 */
record Refusal(Origin origin, String feature, String reason) {}
