@NullMarked
package org.dood.network.host;

import org.jspecify.annotations.NullMarked;
