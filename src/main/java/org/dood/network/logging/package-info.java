/** What the libraries and the stages log for debugging. */
@NullMarked
package org.dood.network.logging;

import org.jspecify.annotations.NullMarked;
