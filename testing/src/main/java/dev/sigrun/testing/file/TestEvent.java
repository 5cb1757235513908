package dev.sigrun.testing.file;

import java.util.OptionalLong;

/**
 * An event of a case.
 *
 * @param number by which expectations name it: from 1, or its line in the fixture
 * @param time its {@code @timestamp} in milliseconds since 1970, if it has one
 * @param json the event
 * @param ofFixture whether it is from a fixture
 */
public record TestEvent(long number, OptionalLong time, String json, boolean ofFixture) {}
