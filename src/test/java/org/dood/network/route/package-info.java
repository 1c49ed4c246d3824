@NullMarked
package org.dood.network.route;

import org.jspecify.annotations.NullMarked;
