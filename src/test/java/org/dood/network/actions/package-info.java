@NullMarked
package org.dood.network.actions;

import org.jspecify.annotations.NullMarked;
