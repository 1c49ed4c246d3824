/** GitHub Actions' side: the environment, inputs, file commands, workflow commands, saved state. */
@NullMarked
package org.dood.network.actions;

import org.jspecify.annotations.NullMarked;
