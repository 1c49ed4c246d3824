@NullMarked
package org.dood.network.faults;

import org.jspecify.annotations.NullMarked;
