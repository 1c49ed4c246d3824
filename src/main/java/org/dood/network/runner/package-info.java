/** Finds the container that the job's runner lives in, by proof. */
@NullMarked
package org.dood.network.runner;

import org.jspecify.annotations.NullMarked;
