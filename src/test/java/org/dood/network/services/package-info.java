@NullMarked
package org.dood.network.services;

import org.jspecify.annotations.NullMarked;
