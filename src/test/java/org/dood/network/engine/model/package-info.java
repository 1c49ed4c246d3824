@NullMarked
package org.dood.network.engine.model;

import org.jspecify.annotations.NullMarked;
