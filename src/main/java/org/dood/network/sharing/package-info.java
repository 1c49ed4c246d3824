/** The claims by which several jobs share one attachment. */
@NullMarked
package org.dood.network.sharing;

import org.jspecify.annotations.NullMarked;
