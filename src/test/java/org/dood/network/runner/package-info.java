@NullMarked
package org.dood.network.runner;

import org.jspecify.annotations.NullMarked;
