/** Takes away what jobs left behind, and nothing that somebody still needs. */
@NullMarked
package org.dood.network.host;

import org.jspecify.annotations.NullMarked;
