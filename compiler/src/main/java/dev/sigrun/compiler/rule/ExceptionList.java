package dev.sigrun.compiler.rule;

/**
 * A reference to an exception list, which is stored outside the rule.
 *
 * @param id its identity
 * @param listId its readable identity
 * @param type such as {@code endpoint} or {@code detection}
 * @param namespaceType {@code single} or {@code agnostic}
 */
public record ExceptionList(String id, String listId, String type, String namespaceType) {}
