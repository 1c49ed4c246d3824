@NullMarked
package org.dood.network.recovery;

import org.jspecify.annotations.NullMarked;
