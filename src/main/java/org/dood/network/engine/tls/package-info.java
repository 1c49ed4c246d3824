/** TLS material: PEM texts read into what the JDK connects with. */
@NullMarked
package org.dood.network.engine.tls;

import org.jspecify.annotations.NullMarked;
