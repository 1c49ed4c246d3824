/** The commands for people who look after hosts. */
@NullMarked
package org.dood.network.cli;

import org.jspecify.annotations.NullMarked;
