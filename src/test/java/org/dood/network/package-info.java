@NullMarked
package org.dood.network;

import org.jspecify.annotations.NullMarked;
