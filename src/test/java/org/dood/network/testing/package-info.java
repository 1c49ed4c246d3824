/** Fixtures that tests of several packages share. */
@NullMarked
package org.dood.network.testing;

import org.jspecify.annotations.NullMarked;
