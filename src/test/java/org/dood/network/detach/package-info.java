@NullMarked
package org.dood.network.detach;

import org.jspecify.annotations.NullMarked;
