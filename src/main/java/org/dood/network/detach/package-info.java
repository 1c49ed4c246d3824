/** Detaches the runner and removes the containers that its step made. */
@NullMarked
package org.dood.network.detach;

import org.jspecify.annotations.NullMarked;
