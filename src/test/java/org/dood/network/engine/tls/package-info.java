@NullMarked
package org.dood.network.engine.tls;

import org.jspecify.annotations.NullMarked;
