@NullMarked
package org.dood.network.inputs;

import org.jspecify.annotations.NullMarked;
