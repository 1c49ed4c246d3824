package org.dood.network.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * How an answer of the engine, or an element of an answered list, is read.
 *
 * @param shape the parts of it that are needed
 * @param meaning makes a value of those parts; throws an {@link java.io.UncheckedIOException} if
 *     they are not as expected
 * @param <T> the type of the value
 */
public record Format<T>(Shape shape, Function<JsonNode, T> meaning) {}
