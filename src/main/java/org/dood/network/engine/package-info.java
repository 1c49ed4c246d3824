/** The engine's side: the few calls that are made, ids as types, failures as values. */
@NullMarked
package org.dood.network.engine;

import org.jspecify.annotations.NullMarked;
