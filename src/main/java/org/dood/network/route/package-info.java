/** Keeps the runner's default route where it was before the runner was attached. */
@NullMarked
package org.dood.network.route;

import org.jspecify.annotations.NullMarked;
