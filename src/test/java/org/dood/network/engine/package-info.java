@NullMarked
package org.dood.network.engine;

import org.jspecify.annotations.NullMarked;
