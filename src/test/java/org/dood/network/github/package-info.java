@NullMarked
package org.dood.network.github;

import org.jspecify.annotations.NullMarked;
