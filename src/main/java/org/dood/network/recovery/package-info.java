/** Undoes what killed jobs of the same runner left behind. */
@NullMarked
package org.dood.network.recovery;

import org.jspecify.annotations.NullMarked;
