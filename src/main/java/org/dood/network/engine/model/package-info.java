/** What the engine tells, as small records: containers, networks, endpoints; ids as types. */
@NullMarked
package org.dood.network.engine.model;

import org.jspecify.annotations.NullMarked;
