@NullMarked
package org.dood.network.sharing;

import org.jspecify.annotations.NullMarked;
