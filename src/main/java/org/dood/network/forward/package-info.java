/**
 * The command {@code forward}, a process of its own: listens at {@code localhost} for a service, in
 * the network namespace of the container that steps run in.
 */
@NullMarked
package org.dood.network.forward;

import org.jspecify.annotations.NullMarked;
