/** The two stages, from what the runner passed to the exit code. */
@NullMarked
package org.dood.network.stage;

import org.jspecify.annotations.NullMarked;
