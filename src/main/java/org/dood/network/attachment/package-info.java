/** Attaches the runner to a network and detaches it: look, decide, act; the outcomes. */
@NullMarked
package org.dood.network.attachment;

import org.jspecify.annotations.NullMarked;
