/** Debug lines of the stages and of the libraries. */
@NullMarked
package org.dood.network.logging;

import org.jspecify.annotations.NullMarked;
