/** GitHub Actions' side: the environment, inputs, file commands, workflow commands, saved state. */
@NullMarked
package org.dood.network.github;

import org.jspecify.annotations.NullMarked;
