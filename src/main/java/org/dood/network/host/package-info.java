/** Finds and removes what jobs left on their host, and nothing that is still in use. */
@NullMarked
package org.dood.network.host;

import org.jspecify.annotations.NullMarked;
