@NullMarked
package org.dood.network.upkeep;

import org.jspecify.annotations.NullMarked;
