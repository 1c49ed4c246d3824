@NullMarked
package org.dood.network.docker;

import org.jspecify.annotations.NullMarked;
