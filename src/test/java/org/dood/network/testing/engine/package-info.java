/**
 * A Docker engine in memory. Unit tests call it through docker-java's transport ({@link
 * org.dood.network.testing.engine.FakeEngine}); the build of the image trains the classes cache on
 * it over a Unix socket, which is why this package needs the action's jar and its libraries alone.
 */
@NullMarked
package org.dood.network.testing.engine;

import org.jspecify.annotations.NullMarked;
