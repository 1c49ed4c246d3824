@NullMarked
package org.dood.network.engine.json;

import org.jspecify.annotations.NullMarked;
