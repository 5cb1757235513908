package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.source.Origin;

/**
 * A step of a pipeline.
 *
 * @param origin where it is written
 * @param id the name by which conditions of later items ask whether it was applied; may be empty
 * @param transformation what it does
 * @param rules of which rules
 * @param items of which items of their detections
 * @param fields of which fields
 */
public record PipelineItem(
    Origin origin,
    String id,
    Transformation transformation,
    Gate<RuleCondition> rules,
    Gate<ItemCondition> items,
    Gate<FieldCondition> fields) {}
