/** What a workflow may ask for: the inputs of {@code action.yml}, parsed once into types. */
@NullMarked
package org.dood.network.inputs;

import org.jspecify.annotations.NullMarked;
