@NullMarked
package org.dood.network.forward;

import org.jspecify.annotations.NullMarked;
