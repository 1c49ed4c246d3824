/** Finds the job's services, and lets steps reach them at the addresses that they expect. */
@NullMarked
package org.dood.network.services;

import org.jspecify.annotations.NullMarked;
