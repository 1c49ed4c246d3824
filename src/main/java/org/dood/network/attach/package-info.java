/** Attaches the runner to the networks of its job: looks, decides, acts. */
@NullMarked
package org.dood.network.attach;

import org.jspecify.annotations.NullMarked;
