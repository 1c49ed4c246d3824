@NullMarked
package org.dood.network.attach;

import org.jspecify.annotations.NullMarked;
