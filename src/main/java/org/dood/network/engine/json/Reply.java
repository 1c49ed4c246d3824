package org.dood.network.engine.json;

import java.util.Optional;

/**
 * An answer that is judged by its status and its first words.
 *
 * @param status the HTTP status
 * @param message the {@code message} of a JSON body, which an engine gives when it refuses a
 *     request; empty for any other body
 * @param words the first 64 KiB of the body
 */
public record Reply(int status, Optional<String> message, String words) {}
