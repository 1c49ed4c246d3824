@NullMarked
package org.dood.network.engine.http;

import org.jspecify.annotations.NullMarked;
