/** The job's service containers: where steps reach them, from wherever steps run. */
@NullMarked
package org.dood.network.services;

import org.jspecify.annotations.NullMarked;
