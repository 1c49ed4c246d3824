/** HTTP over a Unix socket, TCP or TLS: docker-java's transport, as far as an engine needs it. */
@NullMarked
package org.dood.network.engine.http;

import org.jspecify.annotations.NullMarked;
