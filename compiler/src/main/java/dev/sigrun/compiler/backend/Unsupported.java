package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;

/**
 * A refusal: a back end does not render a rule, rather than render it wrong.
 *
 * @param rule what is refused
 * @param origin the place in the rule that is the reason
 * @param feature what the back end lacks, as the subject of a sentence: {@code "A sequence"}
 * @param reason a sentence for the author of the rule, with a capital letter and a period
 */
public record Unsupported(Rule rule, Origin origin, String feature, String reason) {}
