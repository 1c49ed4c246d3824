/** The command line: parses the stage, wires the packages, turns the outcome into an exit code. */
@NullMarked
package org.dood.network;

import org.jspecify.annotations.NullMarked;
