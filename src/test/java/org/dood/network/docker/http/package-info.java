@NullMarked
package org.dood.network.docker.http;

import org.jspecify.annotations.NullMarked;
